package io.joulestream.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.PointerInput.Kind;
import org.openqa.selenium.interactions.PointerInput.MouseButton;
import org.openqa.selenium.interactions.PointerInput.Origin;
import org.openqa.selenium.interactions.Sequence;

/** What fingers do on the page, in CSS pixels of it. */
final class Fingers {
    private static final int STEPS = 4;

    private final Browser browser;

    /** Where a finger goes, on a level line. */
    record Way(int fromX, int toX, int y) {}

    Fingers(Browser browser) {
        this.browser = browser;
    }

    void tap(int x, int y) {
        move(new Way(x, x, y));
    }

    /** All at the same time: put down, moved in steps, lifted. */
    void move(Way... ways) {
        var sequences = new ArrayList<Sequence>();
        for (var way : ways) {
            var finger = new PointerInput(Kind.TOUCH, "finger" + sequences.size());
            var sequence = new Sequence(finger, 0);
            sequence.addAction(finger.createPointerMove(Duration.ZERO, Origin.viewport(), way.fromX(), way.y()));
            sequence.addAction(finger.createPointerDown(MouseButton.LEFT.asArg()));
            for (var step = 1; step <= STEPS && way.fromX() != way.toX(); step++) {
                var x = way.fromX() + (way.toX() - way.fromX()) * step / STEPS;
                sequence.addAction(finger.createPointerMove(Duration.ofMillis(20), Origin.viewport(), x, way.y()));
            }
            sequence.addAction(finger.createPointerUp(MouseButton.LEFT.asArg()));
            sequences.add(sequence);
        }
        browser.driver().perform(List.copyOf(sequences));
    }
}
