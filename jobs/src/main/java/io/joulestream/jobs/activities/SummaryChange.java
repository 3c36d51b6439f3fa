package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.activity.SummaryPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * An activity comes to a period's sums, or goes from them.
 *
 * @param tenant with type, period and start the key of the sums
 * @param period as {@link SummaryPeriod#iso}
 * @param start the period's first local day, as days since 1970-01-01
 * @param sign 1 where it comes, -1 where it goes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record SummaryChange(String tenant, String type, String period, int start, int sign, byte[] activity) {

    /** The changes of a day, a week and a month, by the clock of where it started. */
    static List<SummaryChange> of(String tenant, byte[] bytes, ZoneId zone, int sign) {
        Activity activity = Activity.read(bytes);
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(activity.startMillis()), zone);
        List<SummaryChange> changes = new ArrayList<>(3);
        for (SummaryPeriod period : SummaryPeriod.values()) {
            int start = (int) period.start(day).toEpochDay();
            changes.add(new SummaryChange(tenant, activity.type(), period.iso(), start, sign, bytes));
        }
        return changes;
    }

    /** Of the sums. A type may hold any character, so it comes last. */
    String key() {
        return tenant + "/" + period + "/" + start + "/" + type;
    }
}
