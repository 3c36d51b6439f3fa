package io.joulestream.local.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final StringWriter text = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void keepsItsStatusOnTheBottomLineOfATerminal() {
        var console = console(true);

        console.status("demo", "1 %");
        console.say("kafka", "up");
        after(Duration.ofMillis(50));
        console.status("demo", "2 %");
        after(Duration.ofMillis(51));
        console.status("demo", "3 %");
        console.clearStatus();
        console.say("demo", "done");

        assertEquals(
                "\r\u001b[Kdemo         1 %"
                        + "\r\u001b[Kkafka        up\ndemo         1 %"
                        + "\r\u001b[Kdemo         3 %"
                        + "\r\u001b[K"
                        + "demo         done\n",
                text.toString());
    }

    @Test
    void writesFewPlainLinesElsewhere() {
        var console = console(false);

        for (var second = 0; second <= 600; second++) {
            console.status("live", second + " s");
            after(Duration.ofSeconds(1));
        }
        console.status("demo", "other");
        console.clearStatus();

        assertEquals(
                "0 2 6 14 30 62 122 182 242 302 362 422 482 542",
                text.toString().replaceAll("live +|demo .*| s", "").strip().replace("\n", " "));
        assertEquals(
                "demo         other",
                text.toString().lines().reduce((a, b) -> b).orElse(""));
    }

    @Test
    void saysHowMuchIsDoneHowFastAndHowLongItTakes() {
        assertEquals(
                "[######..................]  25 %  50,000 of 200,000 readings sent, 5,000/s, 30 s left",
                Progress.line(50_000, 200_000, "readings sent", Duration.ofSeconds(10)));
        assertEquals(
                "[########################] 100 %  0 of 0 readings sent, 0/s",
                Progress.line(0, 0, "readings sent", Duration.ZERO));
    }

    private Console console(boolean terminal) {
        return new Console(new PrintWriter(text), terminal, nanos::get);
    }

    private void after(Duration passed) {
        nanos.addAndGet(passed.toNanos());
    }
}
