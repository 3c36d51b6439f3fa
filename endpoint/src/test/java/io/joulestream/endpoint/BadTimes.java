package io.joulestream.endpoint;

import static io.joulestream.endpoint.BadFiles.GOOD;
import static io.joulestream.endpoint.BadFiles.HEAD;
import static io.joulestream.endpoint.BadFiles.bad;

import java.util.List;

/** Rows whose time is none, is not the zone's, or could be two. */
final class BadTimes {
    private BadTimes() {}

    /** One row with this time, in the third line. */
    private static void time(String text, String options, String reason) {
        bad("time " + text + " " + options, "series=meter" + options, HEAD + GOOD + "\"" + text + "\",2\n", 3, reason);
    }

    /** Adds them to {@link BadFiles}. */
    static void add() {
        for (String text : List.of(
                "",
                "yesterday",
                "2024-13-01T00:00:00Z",
                "2024-02-30T00:00:00Z",
                "2023-02-29 00:00",
                "2024-01-01T25:00:00Z",
                "2024-01-01 23:60",
                "2024-01-01 10",
                "24-01-01 00:00",
                "2024-01-01T00:00:00+25:00",
                "2024-01-01 13:00 PM",
                "10:00",
                "1.5",
                "2024-W01-1",
                "32.01.2024 00:00",
                "2024-01-01T00:00:00Z[UTC]")) {
            time(text, "", "timestamp_invalid");
        }
        time("1704067200", "", "timestamp_out_of_range");
        time("1989-12-31T23:59:59Z", "", "timestamp_out_of_range");
        time("2999-01-01T00:00:00Z", "", "timestamp_out_of_range");
        time("170406720000000", "", "timestamp_out_of_range");
        time("1704067200000", "&timeFormat=iso", "timestamp_invalid");
        bad(
                "a date among epochs",
                "series=meter&timeFormat=epoch-ms",
                HEAD + "1704067200000,1\n" + GOOD,
                3,
                "timestamp_invalid");
        bad(
                "seconds that are milliseconds",
                "series=meter&timeFormat=epoch-s",
                HEAD + "1704067200000,1\n",
                2,
                "timestamp_out_of_range");
        bad(
                "milliseconds that are seconds",
                "series=meter&timeFormat=epoch-ms",
                HEAD + "1704067200,1\n",
                2,
                "timestamp_out_of_range");
        bad(
                "a day number that is none",
                "series=meter&timeFormat=day-number",
                HEAD + "2024-01-01,1\n",
                2,
                "timestamp_invalid");
        bad(
                "a day number of another age",
                "series=meter&timeFormat=day-number",
                HEAD + "1,1\n",
                2,
                "timestamp_out_of_range");
        bad("a month 13", "series=meter&timeFormat=dmy", HEAD + "01/13/2024 00:00,1\n", 2, "timestamp_invalid");
        bad("a day 32", "series=meter&timeFormat=mdy", HEAD + "01/32/2024 00:00,1\n", 2, "timestamp_invalid");
        bad("years of two digits", "series=meter&timeFormat=dmy", HEAD + "01/02/24 00:00,1\n", 2, "timestamp_invalid");
        bad("day or month", "series=meter", HEAD + "01/02/2024 00:00,1\n03/02/2024 00:00,2\n", 2, "date_ambiguous");
        bad("day and month", "series=meter", HEAD + "13/02/2024 00:00,1\n02/13/2024 00:00,2\n", 3, "date_ambiguous");
        bad("day or month, with dashes", "series=meter", HEAD + "01-02-2024 00:00,1\n", 2, "date_ambiguous");
        bad(
                "a date without its time",
                "series=meter&zone=UTC",
                "date,time,value\n2024-01-01,25:00,1\n",
                2,
                "timestamp_invalid");
        bad("a time without its date", "series=meter&zone=UTC", "date,time,value\n,10:00,1\n", 2, "timestamp_invalid");
        bad(
                "a local time of a new series",
                "series=new&kind=counter&unit=kWh",
                HEAD + "2024-01-01 00:00,1\n",
                2,
                "zone_unknown");
        gap("Europe/Madrid", "2024-03-31 02:30");
        gap("America/New_York", "2024-03-10 02:00");
        gap("Australia/Lord_Howe", "2024-10-06 02:15");
        gap("America/St_Johns", "2024-03-10 02:59:59");
        gap("Africa/Cairo", "2024-04-26 00:10");
        gap("Pacific/Apia", "2011-12-30 12:00");
        bad(
                "a repeated hour three times",
                "series=meter",
                HEAD
                        + "2024-10-27 02:00,1\n2024-10-27 02:30,2\n2024-10-27 02:00,3\n2024-10-27 02:30,4\n2024-10-27 02:00,5\n",
                6,
                "timestamp_repeated");
        bad(
                "a repeated hour after what follows it",
                "series=meter",
                HEAD + "2024-10-27 02:00,1\n2024-10-27 03:00,2\n2024-10-27 02:30,3\n",
                4,
                "timestamp_repeated");
    }

    private static void gap(String zone, String time) {
        bad("a gap of " + zone, "series=meter&zone=" + zone, HEAD + GOOD + time + ",2\n", 3, "timestamp_in_gap");
    }
}
