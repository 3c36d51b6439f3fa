package io.joulestream.core.series;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;

/** Whose series it is: the record key of topic {@code readings} is {@code tenant/series}. */
public record SeriesKey(String tenant, String series) {
    private static final String TENANT = "[a-z0-9-]{1,63}";
    private static final String SERIES = "[A-Za-z0-9._:-]{1,128}";

    /** @throws IllegalArgumentException where a name breaks the rules; untrusted text goes through {@link #of}. */
    public SeriesKey {
        if (!isTenant(tenant) || !isSeries(series)) {
            throw new IllegalArgumentException("not a series key: " + tenant + "/" + series);
        }
    }

    /** The checked key of untrusted names. */
    public static SeriesKey of(String tenant, String series) throws Rejection {
        if (!isTenant(tenant)) {
            throw new Rejection(Reason.KEY_INVALID, "tenant " + Fields.shown(tenant) + " does not match " + TENANT);
        }
        if (!isSeries(series)) {
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

    /** Whether it is a tenant's name. By hand: every series that is loaded is checked, and the pattern took longer than decoding the series. */
    public static boolean isTenant(String text) {
        if (text.isEmpty() || text.length() > 63) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLowerCaseOrDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeries(String text) {
        if (text.isEmpty() || text.length() > 128) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLowerCaseOrDigit(c) && !(c >= 'A' && c <= 'Z') && c != '.' && c != '_' && c != ':' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerCaseOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** {@code tenant/series}. */
    @Override
    public String toString() {
        return tenant + "/" + series;
    }
}
