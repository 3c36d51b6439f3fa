package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as text. */
final class TimeText {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})|(\\d{1,2})([-/.])(\\d{1,2})[-/.](\\d{4}))"
                    + "(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([AaPp])\\.?[Mm]\\.?)?)?"
                    + " ?(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?");

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}([.,]\\d{1,12})?");
    private static final long DAY = 86_400_000;
    /** Day 0 of spreadsheets. */
    private static final long FIRST_DAY = LocalDate.of(1899, 12, 30).toEpochDay();

    private TimeText() {}

    /** What a text says: an instant, or a local time or date, whose millis are those of the same digits in UTC. */
    record Time(Sort sort, long millis) {
        enum Sort {
            INSTANT,
            LOCAL,
            DATE
        }
    }

    /** The time; null where the text is none of the format. AUTO reads no day/month. */
    static @Nullable Time parse(String text, TimeFormat format) {
        if (text.length() > 60) {
            return null;
        }
        return switch (format) {
            case EPOCH_MILLIS, EPOCH_SECONDS -> epoch(text, format == TimeFormat.EPOCH_SECONDS ? 1000 : 1);
            case DAY_NUMBER -> dayNumber(text);
            case AUTO -> INTEGER.matcher(text).matches() ? epoch(text, 1) : calendar(text, format);
            case ISO, DAY_MONTH, MONTH_DAY -> calendar(text, format);
        };
    }

    private static @Nullable Time epoch(String text, long factor) {
        try {
            return INTEGER.matcher(text).matches()
                    ? new Time(Time.Sort.INSTANT, Math.multiplyExact(Long.parseLong(text), factor))
                    : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Time dayNumber(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        // A fraction of a day is a double in a spreadsheet: the nearest second was meant.
        BigDecimal days = new BigDecimal(text.replace(',', '.'));
        long seconds = Math.round(days.remainder(BigDecimal.ONE).doubleValue() * 86_400);
        long day = days.longValue() + FIRST_DAY;
        return new Time(seconds == 0 ? Time.Sort.DATE : Time.Sort.LOCAL, day * DAY + seconds * 1000);
    }

    private static @Nullable Time calendar(String text, TimeFormat format) {
        Time usual = format == TimeFormat.AUTO || format == TimeFormat.ISO ? usual(text) : null;
        if (usual != null) {
            return usual;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        boolean yearFirst = form.group(1) != null;
        boolean dots = !yearFirst && form.group(5).equals(".");
        if (!yearFirst && (format == TimeFormat.ISO || (format == TimeFormat.AUTO && !dots))) {
            return null;
        }
        boolean monthFirst = format == TimeFormat.MONTH_DAY;
        int year = number(form, yearFirst ? 1 : 7);
        int month = yearFirst ? number(form, 2) : number(form, monthFirst ? 4 : 6);
        int day = yearFirst ? number(form, 3) : number(form, monthFirst ? 6 : 4);
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            if (form.group(8) == null) {
                return form.group(13) == null ? new Time(Time.Sort.DATE, days * DAY) : null;
            }
            long millis = timeOfDay(form);
            return millis < 0 ? null : at(days * DAY + millis, form.group(13));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }

    private static long timeOfDay(Matcher form) {
        int hour = number(form, 8);
        int minute = number(form, 9);
        int second = form.group(10) == null ? 0 : number(form, 10);
        if (form.group(12) != null) {
            if (hour < 1 || hour > 12) {
                return -1;
            }
            boolean afternoon = form.group(12).equalsIgnoreCase("p");
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        // The end of a day, as some loggers write it.
        boolean end = hour == 24 && minute == 0 && second == 0;
        if ((hour > 23 && !end) || minute > 59 || second > 59) {
            return -1;
        }
        String fraction = form.group(11) == null ? "" : form.group(11);
        int millis = Integer.parseInt((fraction + "000").substring(0, 3));
        return ((hour * 60L + minute) * 60 + second) * 1000 + millis;
    }

    private static @Nullable Time at(long localMillis, @Nullable String offset) {
        if (offset == null) {
            return new Time(Time.Sort.LOCAL, localMillis);
        }
        if (!offset.startsWith("+") && !offset.startsWith("-")) {
            return new Time(Time.Sort.INSTANT, localMillis);
        }
        String digits = (offset.replace(":", "") + "00").substring(1, 5);
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = Integer.parseInt(digits.substring(2));
        if (hours > 18 || minutes > 59) {
            return null;
        }
        long millis = (hours * 60L + minutes) * 60_000;
        return new Time(Time.Sort.INSTANT, localMillis - (offset.startsWith("-") ? -millis : millis));
    }

    /** {@code 2024-01-31T12:00:00Z} or {@code 2024-01-31 12:00:00}, for the sake of speed; null for all else. */
    private static @Nullable Time usual(String text) {
        int length = text.length();
        boolean zulu = length == 20 && text.charAt(19) == 'Z';
        if (!zulu && length != 19) {
            return null;
        }
        for (int i = 0; i < 19; i++) {
            char c = text.charAt(i);
            boolean fits =
                    switch (i) {
                        case 4, 7 -> c == '-';
                        case 10 -> c == 'T' || c == ' ';
                        case 13, 16 -> c == ':';
                        default -> c >= '0' && c <= '9';
                    };
            if (!fits) {
                return null;
            }
        }
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1 || day > 28) {
            return null;
        }
        long days = LocalDate.of(digits(text, 0, 4), month, day).toEpochDay();
        long millis = days * DAY + ((hour * 60L + minute) * 60 + second) * 1000;
        return new Time(zulu ? Time.Sort.INSTANT : Time.Sort.LOCAL, millis);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    /** What the dates of a file say about the order of day and month. */
    static final class Evidence {
        private static final Pattern ORDER = Pattern.compile("(\\d{1,2})[-/](\\d{1,2})[-/]\\d{4}(?:[T ].*)?");
        private long dayFirstRow;
        private long monthFirstRow;
        private long anyRow;
        private String any = "";

        void add(String text, long row) {
            if (text.length() > 60 || text.length() < 8 || text.charAt(4) == '-') {
                return;
            }
            Matcher order = ORDER.matcher(text);
            if (!order.matches()) {
                return;
            }
            if (anyRow == 0) {
                anyRow = row;
                any = text;
            }
            if (Integer.parseInt(order.group(1)) > 12 && dayFirstRow == 0) {
                dayFirstRow = row;
            }
            if (Integer.parseInt(order.group(2)) > 12 && monthFirstRow == 0) {
                monthFirstRow = row;
            }
        }

        TimeFormat decide() throws Refusal {
            if (anyRow == 0) {
                return TimeFormat.AUTO;
            }
            if ((dayFirstRow == 0) == (monthFirstRow == 0)) {
                long row = dayFirstRow == 0 ? anyRow : Math.max(dayFirstRow, monthFirstRow);
                throw Refusal.of(
                        row,
                        "",
                        Fault.DATE_AMBIGUOUS,
                        (dayFirstRow == 0
                                        ? Refusal.shown(any) + " may be day/month or month/day, as all others"
                                        : "some dates have the day first, others the month")
                                + ": say timeFormat=dmy or timeFormat=mdy");
            }
            return dayFirstRow > 0 ? TimeFormat.DAY_MONTH : TimeFormat.MONTH_DAY;
        }
    }
}
