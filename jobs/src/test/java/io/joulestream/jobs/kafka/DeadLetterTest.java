package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.input.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose letter it is: what tenants are shown. */
class DeadLetterTest {
    @ParameterizedTest
    @CsvSource({
        "readings, acme/meter, acme, meter",
        "readings, no-slash, '', ''",
        "readings, acme/a b, '', ''",
        "activities, acme/watch/1, acme, ''",
        "activities, acme, '', ''",
        "activities, Acme/watch/1, '', ''",
        "weather, acme/404_-38, acme, 404_-38",
        "weather, */404_-38, '', ''"
    })
    void isOfTheTenantOfItsKey(String topic, String key, String tenant, String series) {
        byte[] raw = key.getBytes(StandardCharsets.UTF_8);
        var row = new DeadLetter(topic, 0, 0, Reason.KEY_INVALID, "", raw, raw, 0).row();
        assertEquals(tenant, row.tenant());
        assertEquals(series, row.series());
    }
}
