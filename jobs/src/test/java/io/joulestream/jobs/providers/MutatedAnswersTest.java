package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers with some characters changed, cut or doubled: each is read or malformed, and nothing else happens. */
class MutatedAnswersTest {
    private static final Instant NOW = Instant.parse("2024-06-01T10:20:30Z");
    private static final String ALPHABET = "{}[]\",:0123456789.-+eE nulltruefalse\\u°\u0000";
    private static final int ROUNDS = 3_000;

    @Test
    void areReadOrMalformed() {
        check(
                new OpenMeteo(URI.create("http://a"), URI.create("http://f"), Duration.ofDays(7), ApiKey.NONE),
                Made.openMeteo(Made.DAY, 24));
        check(new OpenWeatherMap(URI.create("http://t"), ApiKey.NONE), Made.openWeatherMap(Made.WANTED.hour(0)));
    }

    private static void check(WeatherApi api, String document) {
        Random random = new Random(1);
        int malformed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String body = mutated(document, random);
            HourlyObservations gathered = new HourlyObservations(Made.WANTED, NOW);
            try {
                api.read(body, 0, gathered);
                gathered.answer(api.name());
            } catch (MalformedAnswer e) {
                malformed++;
            }
        }
        assertTrue(malformed > ROUNDS / 10 && malformed < ROUNDS, "malformed: " + malformed);
    }

    private static String mutated(String document, Random random) {
        StringBuilder text = new StringBuilder(document);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int place = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(place, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> text.deleteCharAt(place);
                case 2 ->
                    text.insert(place, text.substring(place, Math.min(text.length(), place + random.nextInt(40))));
                default -> text.insert(place, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }
}
