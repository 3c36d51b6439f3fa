package io.joulestream.core.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;

/** Texts of RFC 3339. The usual forms are read by hand, for the sake of speed; java.time judges every other text. */
final class Rfc3339 {
    private static final int DATE_TIME_LENGTH = "2024-01-31T12:00:00".length();
    private static final int MILLIS_LENGTH = ".000".length();
    private static final int MOST_OFFSET_HOURS = 17;

    private Rfc3339() {}

    /** Epoch milliseconds, cut and not rounded. */
    static long millis(String text) throws DateTimeException {
        if (!matches(text, usualForm(text.length()))) {
            return millisOfJavaTime(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        boolean fraction = text.charAt(DATE_TIME_LENGTH) == '.';
        int zone = DATE_TIME_LENGTH + (fraction ? MILLIS_LENGTH : 0);
        boolean utc = text.charAt(zone) == 'Z';
        int offsetHour = utc ? 0 : number(text, zone + 1, zone + 3);
        int offsetMinute = utc ? 0 : number(text, zone + 4, zone + 6);
        if (hour > 23 || minute > 59 || second > 59 || offsetHour > MOST_OFFSET_HOURS || offsetMinute > 59) {
            return millisOfJavaTime(text);
        }
        long days = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int offset = (offsetHour * 60 + offsetMinute) * (text.charAt(zone) == '-' ? -1 : 1);
        long minutes = (days * 24 + hour) * 60 + minute - offset;
        return (minutes * 60 + second) * 1000 + (fraction ? number(text, zone - 3, zone) : 0);
    }

    private static long millisOfJavaTime(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        return time.toEpochSecond() * 1000 + time.get(ChronoField.MILLI_OF_SECOND);
    }

    /** A 0 is any digit, a ± either sign. */
    private static String usualForm(int length) {
        return switch (length) {
            case 20 -> "0000-00-00T00:00:00Z";
            case 24 -> "0000-00-00T00:00:00.000Z";
            case 25 -> "0000-00-00T00:00:00±00:00";
            case 29 -> "0000-00-00T00:00:00.000±00:00";
            default -> "";
        };
    }

    private static boolean matches(String text, String form) {
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(i);
            boolean fits =
                    switch (form.charAt(i)) {
                        case '0' -> c >= '0' && c <= '9';
                        case '±' -> c == '+' || c == '-';
                        default -> c == form.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return !form.isEmpty();
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
