package io.joulestream.core.series;

import java.util.regex.Pattern;

/** Whose series it is: the record key of topic {@code readings} is {@code tenant/series}. */
public record SeriesKey(String tenant, String series) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern SERIES = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** @throws IllegalArgumentException where a name breaks the rules; untrusted text goes through {@link #of}. */
    public SeriesKey {
        if (!TENANT.matcher(tenant).matches() || !SERIES.matcher(series).matches()) {
            throw new IllegalArgumentException("not a series key: " + tenant + "/" + series);
        }
    }

    /** The checked key of untrusted names. */
    public static SeriesKey of(String tenant, String series) throws Rejection {
        if (!TENANT.matcher(tenant).matches()) {
            throw new Rejection(Reason.KEY_INVALID, "tenant " + Fields.shown(tenant) + " does not match " + TENANT);
        }
        if (!SERIES.matcher(series).matches()) {
            throw new Rejection(Reason.KEY_INVALID, "series " + Fields.shown(series) + " does not match " + SERIES);
        }
        return new SeriesKey(tenant, series);
    }

    /** The checked key of a Kafka record key. */
    public static SeriesKey parse(String recordKey) throws Rejection {
        int slash = recordKey.indexOf('/');
        if (slash < 0) {
            throw new Rejection(Reason.KEY_INVALID, "record key " + Fields.shown(recordKey) + " is not tenant/series");
        }
        return of(recordKey.substring(0, slash), recordKey.substring(slash + 1));
    }

    /** {@code tenant/series}. */
    @Override
    public String toString() {
        return tenant + "/" + series;
    }
}
