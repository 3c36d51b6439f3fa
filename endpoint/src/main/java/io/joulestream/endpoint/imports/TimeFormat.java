package io.joulestream.endpoint.imports;

import org.jspecify.annotations.Nullable;

/** How times are written. */
enum TimeFormat {
    /** Year first, as ISO 8601; or day.month.year; or epoch milliseconds; day/month only where the file itself tells. */
    AUTO("auto"),
    ISO("iso"),
    DAY_MONTH("dmy"),
    MONTH_DAY("mdy"),
    EPOCH_SECONDS("epoch-s"),
    EPOCH_MILLIS("epoch-ms"),
    /** Days since 1899-12-30, as spreadsheets count them. */
    DAY_NUMBER("day-number");

    static final String NAMES = "one of auto, iso, dmy, mdy, epoch-s, epoch-ms, day-number";

    private final String text;

    TimeFormat(String text) {
        this.text = text;
    }

    static @Nullable TimeFormat find(String text) {
        for (TimeFormat format : values()) {
            if (format.text.equals(text)) {
                return format;
            }
        }
        return null;
    }

    String text() {
        return text;
    }
}
