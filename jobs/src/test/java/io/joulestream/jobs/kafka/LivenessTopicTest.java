package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.joulestream.jobs.clickhouse.LivenessRow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LivenessTopicTest {
    @Test
    void saysWhichSeriesSinceWhenAndWhenItWasReadLast() {
        assertEquals(
                "liveness home/heat.pump {\"series\":\"heat.pump\",\"event\":\"stale\",\"ts\":1700000000000,\"last\":1699990000000}",
                sent(new LivenessRow("home", "heat.pump", "stale", 1_700_000_000_000L, 1_699_990_000_000L, 7, false)));
        assertEquals(
                "liveness home/a {\"series\":\"a\",\"event\":\"recovered\",\"ts\":1,\"last\":null}",
                sent(new LivenessRow("home", "a", "recovered", 1, null, 7, false)));
    }

    private static String sent(LivenessRow event) {
        var sent = new LivenessTopic.Serializer().serialize(event, null, 5L);
        assertNotNull(sent);
        return sent.topic() + " " + new String(sent.key(), StandardCharsets.UTF_8) + " "
                + new String(sent.value(), StandardCharsets.UTF_8);
    }
}
