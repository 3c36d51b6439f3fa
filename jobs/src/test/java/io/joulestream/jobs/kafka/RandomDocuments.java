package io.joulestream.jobs.kafka;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Records as producers send them, as they might, and as nobody should: valid, odd and broken ones. */
final class RandomDocuments {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "00",
        "01",
        "-01",
        "+1",
        ".5",
        "5.",
        "-",
        "-.5",
        "1e3",
        "1E-3",
        "1e999999999",
        "0x1",
        "1_0",
        "0.0000001",
        "-0.0",
        "123456789012345678",
        "1234567890123456789",
        "99999999999999999999",
        "0.123456789012345678",
        "999999999999.999999",
        "1000000000000",
        "NaN",
        "Infinity",
        "-Infinity",
        "1.5.5",
        "1,5",
        "1 5",
        "1.0e",
        "1-1"
    };
    private static final String[] TIMES = {
        "1700000000000",
        "1700000000",
        "1700000000000000",
        "0",
        "-1",
        "1.7e12",
        "1700000000000.0",
        "1700000000000.5",
        "\"1700000000000\"",
        "\"2023-11-14T22:13:20Z\"",
        "\"2023-11-14T22:13:20+01:00\"",
        "\"2023-11-14T22:13:20\"",
        "\"x\"",
        "null",
        "true",
        "{}",
        "[1]",
        "631152000000",
        "631151999999",
        "1700086500000",
        "1700086500001"
    };
    private static final String[] UNITS = {
        "kWh", "Wh", "kwh", "W", "m3", "m³", "°C", "degF", "K", "%", "1", "", "furlong", "L", "CCF", "mW", "MW", "GJ",
        "J"
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "gateway-17",
        "with space",
        "ü",
        "😀",
        "\\n",
        "\\u0041",
        "\\\"",
        "\\",
        "\t",
        "\u007f",
        "\u0000",
        "x\u0001",
        "\\ud800",
        "\\x",
        "low",
        "very high",
        "1.5",
        "NaN",
        "x".repeat(199),
        "x".repeat(200),
        "x".repeat(201)
    };
    private static final String[] OTHER_NAMES = {
        "op",
        "device",
        "",
        "Value",
        "ts ",
        "t",
        "opp",
        "valu",
        "values",
        "\\u0074s",
        "ü",
        "event",
        "units",
        "closing",
        "opening"
    };
    private static final String[] OTHER_VALUES = {
        "1",
        "\"x\"",
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "{\"ts\":1,\"value\":[2,{}]}",
        "[[[1]]]",
        "1e5",
        "\"reading\"",
        "\"delete\"",
        "\"series\"",
        "\"meter\"",
        "\"meter-delete\"",
        "\"swap\"",
        "tru",
        "'x'",
        "\"\\u00e9\""
    };

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    byte[] next() {
        byte[] document = object().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(10)) {
            case 0 -> mutated(document);
            case 1 -> random.nextInt(4) == 0 ? truncated(document) : document;
            default -> document;
        };
    }

    private String object() {
        List<String> fields = new ArrayList<>();
        if (random.nextInt(50) != 0) {
            fields.add(field("ts", common() ? "17000" + digits(8) : pick(TIMES)));
        }
        if (random.nextInt(50) != 0) {
            fields.add(field("value", common() ? decimal() : random.nextBoolean() ? pick(NUMBERS) : text()));
        }
        if (random.nextInt(3) == 0) {
            fields.add(field("unit", common() ? "\"kWh\"" : quoted(pick(UNITS))));
        }
        if (random.nextInt(8) == 0) {
            fields.add(
                    field("kind", common() ? "\"counter\"" : pick("\"gauge\"", "\"delta\"", "\"Gauge\"", "1", "\"\"")));
        }
        for (String name : List.of("note", "source", "batch")) {
            if (random.nextInt(6) == 0) {
                fields.add(
                        field(name, common() ? "\"plain text " + digits(3) + "\"" : pick(text(), pick(OTHER_VALUES))));
            }
        }
        if (random.nextInt(6) == 0) {
            fields.add(field(pick(OTHER_NAMES), common() ? pick("1", "\"x\"") : pick(OTHER_VALUES)));
        }
        if (random.nextInt(30) == 0) {
            fields.add(field("op", pick("\"meter\"", "\"meter\"", "\"meter-delete\"", "\"Meter\"")));
            fields.add(field("event", pick("\"swap\"", "\"swap\"", "\"reset\"", "\"rollover\"", "\"x\"", "1")));
            fields.add(field("closing", common() ? decimal() : pick(NUMBERS)));
            fields.add(field("opening", common() ? decimal() : pick(OTHER_VALUES)));
        }
        if (random.nextInt(20) == 0 && !fields.isEmpty()) {
            fields.add(fields.get(random.nextInt(fields.size())));
        }
        Collections.shuffle(fields, random);
        String body = space() + "{" + space() + String.join(space() + "," + space(), fields) + space() + "}" + space();
        return switch (random.nextInt(60)) {
            case 0 -> "\uFEFF" + body;
            case 1 -> body + body;
            case 2 -> "[" + body + "]";
            case 3 -> body + "x";
            case 4 -> body.replace("}", ",}");
            default -> body;
        };
    }

    private String field(String name, String value) {
        return quoted(name) + space() + ":" + space() + value;
    }

    private String decimal() {
        String whole = random.nextInt(4) == 0 ? "0" : (1 + random.nextInt(9)) + digits(random.nextInt(7));
        String fraction = random.nextBoolean() ? "" : "." + digits(1 + random.nextInt(8));
        return (random.nextInt(5) == 0 ? "-" : "") + whole + fraction;
    }

    private String text() {
        return quoted(pick(TEXTS));
    }

    private String digits(int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private String space() {
        return random.nextInt(12) == 0 ? pick(" ", "\n", "\t", "\r\n", "  ", "\f", "\u00a0", "\u0000", "/**/") : "";
    }

    private boolean common() {
        return random.nextInt(12) != 0;
    }

    private byte[] mutated(byte[] document) {
        byte[] mutant = document.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutant[random.nextInt(mutant.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\":,.-0e\\ ".charAt(random.nextInt(13)));
        }
        return mutant;
    }

    private byte[] truncated(byte[] document) {
        var out = new ByteArrayOutputStream();
        out.write(document, 0, random.nextInt(document.length));
        return out.toByteArray();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
