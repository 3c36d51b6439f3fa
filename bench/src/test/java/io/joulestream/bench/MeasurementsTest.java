package io.joulestream.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private final Measurements measurements = new Measurements();

    @Test
    void takesTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        measurements.add("odd", 9, "s");
        measurements.add("odd", 1, "s");
        measurements.add("odd", 2, "s");
        measurements.add("even", 4, "s");
        measurements.add("even", 1, "s");
        assertEquals(2, measurements.median("odd"));
        assertEquals(2.5, measurements.median("even"));
    }

    @Test
    void aQuantileIsTheLeastSampleThatSoManyDoNotExceed() {
        for (int i = 100; i >= 1; i--) {
            measurements.addSample("wait", i, "ms");
        }
        measurements.quantile("wait", 50, "");
        measurements.quantile("wait", 99, "wait_p50");
        assertEquals(50, measurements.median("wait_p50"));
        assertEquals(99, measurements.median("wait_p99"));
    }

    @Test
    void printsAnObjectALineWithTheRatioWhereThereIsOne() {
        measurements.add("floor", 4, "records/s");
        measurements.add("job", 1, "readings/s", "floor");
        measurements.add("job", 3, "readings/s", "floor");
        var out = new StringWriter();
        measurements.printJson(new PrintWriter(out, true));
        assertEquals("""
                {"name":"floor","value":4.000,"unit":"records/s","min":4.000,"max":4.000,"rounds":1}
                {"name":"job","value":2.000,"unit":"readings/s","min":1.000,"max":3.000,"rounds":2,\
                "ratio_to":"floor","ratio":0.500}
                """, out.toString());
    }
}
