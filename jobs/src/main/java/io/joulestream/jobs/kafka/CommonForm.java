package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.input.Timestamps;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesEvent.Op;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A byte scanner for what nearly every record looks like: one flat JSON object with an integer {@code ts}, a plain
 * decimal {@code value} of at most 18 digits, and fields whose texts are ASCII without escapes, in any order.
 *
 * <p>It only ever says "this event" or "not mine": whatever is unusual or wrong is left to {@link JsonForm}, which decides.
 * Where it says an event, JsonForm says the same one ({@code CommonFormTest} compares the two over random documents).
 * Reused; not thread-safe.
 */
final class CommonForm {
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST_TEXT = 200;
    private static final byte[][] UNIT_SYMBOLS = symbols();
    private static final Unit[] UNITS = Unit.values();

    private static final int TS = 1;
    private static final int VALUE = 1 << 1;
    private static final int UNIT = 1 << 2;
    private static final int KIND = 1 << 3;
    private static final int NOTE = 1 << 4;
    private static final int SOURCE = 1 << 5;
    private static final int BATCH = 1 << 6;
    private static final int OTHER = 1 << 7;
    private static final int DECLINED = -1;

    private byte[] bytes = new byte[0];
    private int at;
    private int textStart;
    private int textEnd;
    private long unscaled;
    private int scale;

    private long tsMillis;
    private long valueUnscaled;
    private int valueScale;
    private @Nullable Unit unit;
    private @Nullable Kind kind;
    private String note = "";
    private String source = "";
    private String batch = "";

    /** The reading that the document is, or null: not mine. */
    @Nullable
    SeriesEvent scan(byte[] document, long receivedMillis) {
        bytes = document;
        at = 0;
        unit = null;
        kind = null;
        note = "";
        source = "";
        batch = "";
        int seen = fields();
        if ((seen & (TS | VALUE)) != (TS | VALUE) || seen == DECLINED) {
            return null;
        }
        try {
            Timestamps.check(tsMillis, receivedMillis);
            SeriesEvent reading = SeriesEvent.reading(tsMillis, valueUnscaled, valueScale, unit);
            return (seen & (KIND | NOTE | SOURCE | BATCH)) == 0 ? reading : withTexts(reading);
        } catch (Rejection e) {
            return null;
        }
    }

    private SeriesEvent withTexts(SeriesEvent reading) {
        return new SeriesEvent(
                Op.READING,
                tsMillis,
                reading.micros(),
                unit,
                kind,
                false,
                note,
                source,
                batch,
                null,
                valueUnscaled,
                valueScale,
                "",
                null);
    }

    /** The set of fields of the whole document, or DECLINED. */
    private int fields() {
        if (next() != '{') {
            return DECLINED;
        }
        int seen = 0;
        do {
            if (next() != '"' || !text()) {
                return DECLINED;
            }
            int field = field();
            if (field == DECLINED || (field != OTHER && (seen & field) != 0) || next() != ':' || !value(field)) {
                return DECLINED;
            }
            seen |= field;
            int separator = next();
            if (separator == '}') {
                return next() == DECLINED ? seen : DECLINED;
            }
            if (separator != ',') {
                return DECLINED;
            }
        } while (true);
    }

    /** The field that the text names. An unknown one is skipped, but {@code op} makes it another kind of record. */
    private int field() {
        return switch (textEnd - textStart) {
            case 2 -> textIs("ts") ? TS : textIs("op") ? DECLINED : OTHER;
            case 4 -> textIs("unit") ? UNIT : textIs("kind") ? KIND : textIs("note") ? NOTE : OTHER;
            case 5 -> textIs("value") ? VALUE : textIs("batch") ? BATCH : OTHER;
            case 6 -> textIs("source") ? SOURCE : OTHER;
            default -> OTHER;
        };
    }

    private boolean value(int field) {
        int first = next();
        return first == '"' ? text() && textValue(field) : number(first) && numberValue(field);
    }

    private boolean numberValue(int field) {
        switch (field) {
            case TS -> {
                tsMillis = unscaled;
                return scale == 0;
            }
            case VALUE -> {
                valueUnscaled = unscaled;
                valueScale = scale;
                return true;
            }
            default -> {
                return field == OTHER;
            }
        }
    }

    private boolean textValue(int field) {
        switch (field) {
            case UNIT -> {
                unit = unit();
                return unit != null;
            }
            case KIND -> {
                kind = Kind.find(string());
                return kind != null;
            }
            case NOTE -> note = string();
            case SOURCE -> source = string();
            case BATCH -> batch = string();
            default -> {
                return field == OTHER;
            }
        }
        return true;
    }

    /** The next byte that is no white space, or DECLINED at the end. */
    private int next() {
        while (at < bytes.length) {
            byte b = bytes[at++];
            if (b > ' ') {
                return b;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return 0;
            }
        }
        return DECLINED;
    }

    /** The rest of a text after its quote: short, printable ASCII, nothing escaped. */
    private boolean text() {
        textStart = at;
        int end = Math.min(bytes.length, at + LONGEST_TEXT + 1);
        for (int i = at; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                textEnd = i;
                at = i + 1;
                return true;
            }
            if (b < ' ' || b == '\\') {
                return false;
            }
        }
        return false;
    }

    /** {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?} from its first byte, up to what cannot belong to a number. */
    private boolean number(int first) {
        boolean negative = first == '-';
        int from = negative ? at : at - 1;
        int i = from;
        long digits = 0;
        int point = -1;
        for (; i < bytes.length; i++) {
            int b = bytes[i];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + (b - '0');
            } else if (b == '.' && point < 0) {
                point = i;
            } else {
                break;
            }
            if (i - from > MOST_DIGITS) {
                return false;
            }
        }
        int wholeEnd = point < 0 ? i : point;
        int count = i - from - (point < 0 ? 0 : 1);
        boolean whole = wholeEnd == from + 1 || (wholeEnd > from && bytes[from] != '0');
        if (!whole || count > MOST_DIGITS || point == i - 1) {
            return false;
        }
        unscaled = negative ? -digits : digits;
        scale = point < 0 ? 0 : i - point - 1;
        at = i;
        return true;
    }

    private @Nullable Unit unit() {
        int length = textEnd - textStart;
        for (int i = 0; i < UNIT_SYMBOLS.length; i++) {
            byte[] symbol = UNIT_SYMBOLS[i];
            if (symbol.length == length && matches(symbol)) {
                return UNITS[i];
            }
        }
        return null;
    }

    private boolean matches(byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (bytes[textStart + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The caller has compared the lengths. */
    private boolean textIs(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[textStart + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String string() {
        return new String(bytes, textStart, textEnd - textStart, StandardCharsets.ISO_8859_1);
    }

    private static byte[][] symbols() {
        Unit[] units = Unit.values();
        var symbols = new byte[units.length][];
        for (int i = 0; i < units.length; i++) {
            symbols[i] = units[i].symbol().getBytes(StandardCharsets.UTF_8);
        }
        return symbols;
    }
}
