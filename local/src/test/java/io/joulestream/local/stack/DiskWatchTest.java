package io.joulestream.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskWatchTest {

    @Test
    void saysOnceThatTheDiskIsNearlyFullAndOnceThatItHasSpaceAgain() {
        List<String> said = new ArrayList<>();
        AtomicLong usable = new AtomicLong(1L << 30);
        try (DiskWatch watch = new DiskWatch("/data", usable::get, (part, line) -> said.add(part + ": " + line))) {
            watch.look();
            usable.set(10L << 20);
            watch.look();
            watch.look();
            usable.set(1L << 30);
            watch.look();
            watch.look();
        }
        assertEquals(
                List.of(
                        "disk: only 10 MB left at /data: free some; what cannot be written meanwhile is tried again",
                        "disk: has space again at /data"),
                said);
    }
}
