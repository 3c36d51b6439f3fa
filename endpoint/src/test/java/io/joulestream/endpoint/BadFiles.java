package io.joulestream.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files that cannot be imported, each with the row and the reason that are to be told. */
final class BadFiles {
    static final String GOOD = "2024-01-01T00:00:00Z,1\n";
    static final String HEAD = "ts,value\n";

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bad(String name, String query, byte[] file, long row, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Bad> CASES = new ArrayList<>();

    private BadFiles() {}

    static void bad(String name, String query, String file, long row, String reason) {
        CASES.add(new Bad(name, query, file.getBytes(StandardCharsets.UTF_8), row, reason));
    }

    private static void bytes(String name, String query, byte[] file, long row, String reason) {
        CASES.add(new Bad(name, query, file, row, reason));
    }

    /** One row with this value, in the third line. */
    private static void value(String series, String text, String options, String reason) {
        String file = "ts;value\n2024-01-01T00:00:00Z;1\n2024-01-01T01:00:00Z;" + text + "\n";
        bad("value " + text + " of " + series + options, "series=" + series + options, file, 3, reason);
    }

    private static void files() throws Exception {
        bytes("nothing", "series=meter", new byte[0], 1, "file_empty");
        bad("blank lines", "series=meter", "\n\n  \n", 1, "file_empty");
        bad("a separator line only", "series=meter", "sep=;\n", 1, "file_empty");
        bad("a header only", "series=meter", "ts,value\n", 2, "no_rows");
        bad("a header after blank lines", "series=meter", "\n\nts,value\n", 4, "no_rows");
        bad("JSON array", "series=meter", "[{\"ts\":1}]", 1, "not_text");
        bad("JSON object", "series=meter", "{\"ts\":1,\"value\":2}", 1, "not_text");
        bad("HTML", "series=meter", "<html><body>,</body></html>", 1, "not_text");
        bad("PDF", "series=meter", "%PDF-1.7, x", 1, "not_text");
        bytes("workbook", "series=meter", new byte[] {'P', 'K', 3, 4, 20, 0, 0}, 1, "not_text");
        bytes(
                "zero bytes",
                "series=meter",
                (HEAD + GOOD + "2024,\0\n").getBytes(StandardCharsets.UTF_8),
                3,
                "not_text");
        bytes(
                "UTF-16 big",
                "series=meter",
                "\ufeffts,value\n".getBytes(StandardCharsets.UTF_16BE),
                1,
                "charset_unsupported");
        bytes(
                "UTF-16 little",
                "series=meter",
                "\ufeffts,value\n".getBytes(StandardCharsets.UTF_16LE),
                1,
                "charset_unsupported");
        bytes(
                "Latin-1 that is told to be UTF-8",
                "series=meter&charset=utf-8",
                (HEAD + GOOD + "2024-01-01T01:00:00Z,\u00e9\n").getBytes(StandardCharsets.ISO_8859_1),
                3,
                "charset_unsupported");
        byte[] zipped = Imports.gzip((HEAD + GOOD.repeat(2000)).getBytes(StandardCharsets.UTF_8));
        bytes("gzip that ends early", "series=meter", Arrays.copyOf(zipped, zipped.length / 2), 0, "gzip_broken");
        bytes("gzip without its end", "series=meter", Arrays.copyOf(zipped, zipped.length - 4), 2002, "gzip_broken");
        bytes("gzip of two bytes", "series=meter", Arrays.copyOf(zipped, 2), 1, "gzip_broken");
        byte[] damaged = zipped.clone();
        damaged[zipped.length - 6] ^= 1;
        bytes("gzip with a wrong sum", "series=meter", damaged, 2002, "gzip_broken");
        bytes(
                "a bomb",
                "series=meter",
                Imports.gzip((HEAD + " ".repeat(30_000_000)).getBytes(StandardCharsets.UTF_8)),
                2,
                "file_too_large");
        bad("one column", "series=meter", "ts\n2024-01-01T00:00:00Z\n", 1, "delimiter_unknown");
        bad("bars", "series=meter", "ts|value\n2024-01-01T00:00:00Z|1\n", 1, "delimiter_unknown");
    }

    private static void headers() {
        bad("no time", "series=meter", "when,value\n1,2\n", 1, "column_missing");
        bad("no value", "series=meter", "ts,a,b\n1,2,3\n", 1, "column_missing");
        bad("no series", "zone=UTC", HEAD + GOOD, 1, "column_missing");
        bad("a column that is not there", "series=meter&column=Energy=value", HEAD + GOOD, 1, "column_missing");
        bad("a number beyond the columns", "series=meter&column=%233=value", HEAD + GOOD, 1, "column_missing");
        bad(
                "two times",
                "series=meter&column=a=ts&column=b=ts&column=c=value",
                "a,b,c\n1,2,3\n",
                1,
                "column_ambiguous");
        bad("two of one name", "series=meter", "ts,value,Value\n1,2,3\n", 1, "column_ambiguous");
        bad("data instead of a header", "series=meter", "2024-01-01T00:00:00Z,1,2\n" + GOOD, 1, "column_missing");
        bad("no header, three columns", "series=meter&header=none", "2024-01-01T00:00:00Z,1,2\n", 1, "column_missing");
        bad("a series nobody knows", "series=unknown", HEAD + GOOD, 1, "series_unknown");
        bad("a kind without a unit", "series=unknown&kind=gauge", HEAD + GOOD, 1, "definition_invalid");
        bad("a delta without interval", "series=unknown&kind=delta&unit=kWh", HEAD + GOOD, 1, "definition_invalid");
        bad("a power that is a counter", "series=unknown&kind=counter&unit=kW", HEAD + GOOD, 1, "definition_invalid");
        bad(
                "an interval that is none",
                "series=u&kind=delta&unit=kWh&interval=hourly",
                HEAD + GOOD,
                1,
                "definition_invalid");
        bad("another kind than is defined", "series=meter&kind=gauge", HEAD + GOOD, 1, "definition_invalid");
        bad("a column of a series nobody knows", "column=value=series:nobody", HEAD + GOOD, 1, "series_unknown");
    }

    private static void rows() {
        bad("a short row", "series=meter", HEAD + GOOD + "2024-01-01T01:00:00Z\n", 3, "fields_missing");
        bad("a long row", "series=meter", HEAD + GOOD + "2024-01-01T01:00:00Z,2,3\n", 3, "fields_extra");
        bad(
                "a decimal comma between commas",
                "series=meter",
                HEAD + GOOD + "2024-01-01T01:00:00Z,2,5\n",
                3,
                "fields_extra");
        bad(
                "a quote that stays open",
                "series=meter",
                HEAD + GOOD + "2024-01-01T01:00:00Z,\"2\n",
                3,
                "quotes_unbalanced");
        bad(
                "a quote that opens amid rows",
                "series=meter",
                HEAD + "2024-01-01T01:00:00Z,\"2\n" + GOOD.repeat(300),
                2,
                "quotes_unbalanced");
        bad(
                "text after a quote",
                "series=meter",
                HEAD + GOOD + "2024-01-01T01:00:00Z,\"2\"x\n",
                3,
                "quotes_unbalanced");
        bad(
                "a single quote within",
                "series=meter",
                HEAD + GOOD + "\"2024\"-01-01T01:00:00Z,\"2\"\n",
                3,
                "quotes_unbalanced");
        bad("an endless row", "series=meter", HEAD + GOOD + "2".repeat(1_100_000) + ",2\n", 3, "row_too_long");
        bad("an endless header", "series=meter", "t".repeat(1_100_000) + ",value\n" + GOOD, 1, "row_too_long");
        bad("a row after blank lines", "series=meter", HEAD + "\n\n" + GOOD + "\nx,2\n", 6, "timestamp_invalid");
        bad(
                "a row after one of two lines",
                "series=meter",
                "ts,value,note\n2024-01-01T00:00:00Z,1,\"a\nb\"\nx,2,\n",
                4,
                "timestamp_invalid");
        bad(
                "a row of Windows",
                "series=meter",
                "ts,value\r\n2024-01-01T00:00:00Z,1\r\nx,2\r\n",
                3,
                "timestamp_invalid");
        bad("a row of an old Mac", "series=meter", "ts,value\r2024-01-01T00:00:00Z,1\rx,2\r", 3, "timestamp_invalid");
        bad("a row after a separator line", "series=meter", "sep=;\nts;value\nx;2\n", 3, "timestamp_invalid");
        bad("the first row without a header", "series=meter&header=none", "x,2\n", 1, "timestamp_invalid");
        bad("a series that is no name", "", "ts,series,value\n2024-01-01T00:00:00Z,a b,1\n", 2, "key_invalid");
        bad("a series left empty", "", "ts,series,value\n2024-01-01T00:00:00Z,,1\n", 2, "key_invalid");
        bad("a row's series nobody knows", "", "ts,series,value\n2024-01-01T00:00:00Z,nobody,1\n", 2, "series_unknown");
        bad("a unit nobody knows", "series=meter", "ts,value,unit\n2024-01-01T00:00:00Z,1,kwh\n", 2, "unit_unknown");
        bad("a unit of another kind", "series=meter", "ts,value,unit\n2024-01-01T00:00:00Z,1,W\n", 2, "unit_mismatch");
        bad("a unit told of another kind", "series=meter&unit=m3", HEAD + GOOD, 2, "unit_mismatch");
        bad(
                "a note without end",
                "series=meter",
                "ts,value,note\n2024-01-01T00:00:00Z,1," + "n".repeat(10_001) + "\n",
                2,
                "record_unparsable");
        bad(
                "a source without end",
                "series=meter",
                "ts,value,source\n2024-01-01T00:00:00Z,1," + "s".repeat(201) + "\n",
                2,
                "record_unparsable");
        bad(
                "one bad cell of many",
                "column=a=series:meter&column=b=series:power",
                "ts,a,b\n2024-01-01T00:00:00Z,1,x\n",
                2,
                "value_invalid");
        bad(
                "amounts out of order",
                "series=meter&accumulate=true",
                HEAD + "2024-01-02T00:00:00Z,1\n" + GOOD,
                3,
                "rows_unordered");
        bad(
                "amounts with one missing",
                "series=meter&accumulate=true",
                HEAD + GOOD + "2024-01-02T00:00:00Z,\n2024-01-03T00:00:00Z,1\n",
                4,
                "value_invalid");
        bad(
                "amounts with a bad one",
                "series=meter&accumulate=true&onError=skip",
                HEAD + GOOD + "2024-01-02T00:00:00Z,x\n",
                3,
                "value_invalid");
        bad(
                "a period beyond the day",
                "series=power&column=d=date&column=p=period,length=PT30M&column=v=value&zone=UTC",
                "d,p,v\n2024-01-01,51,1\n",
                2,
                "timestamp_invalid");
        bad(
                "a period 0",
                "series=power&column=d=date&column=p=period,length=PT30M&column=v=value&zone=UTC",
                "d,p,v\n2024-01-01,0,1\n",
                2,
                "timestamp_invalid");
        bad(
                "a period that is none",
                "series=power&column=d=date&column=p=period,length=PT30M&column=v=value&zone=UTC",
                "d,p,v\n2024-01-01,am,1\n",
                2,
                "timestamp_invalid");
    }

    private static void values() {
        for (String text : List.of(
                "abc", "1,5", "1.5.5", "1 000", "0x10", "12kWh", "1e99999", "--1", "1.234,5", "1'000", "five5", "$3",
                "50%")) {
            value("meter", text, "&decimal=dot", "value_invalid");
        }
        for (String text : List.of("1.5", "1,5,5", "1.234,5", "12 kWh")) {
            value("meter", text, "&decimal=comma", "value_invalid");
        }
        for (String text : List.of("inf", "-Infinity", "INF")) {
            value("power", text, "", "value_not_finite");
        }
        value("meter", "-1", "", "value_out_of_range");
        value("meter", "-0.0000006", "", "value_out_of_range");
        value("power", "1e12", "", "value_out_of_range");
        value("power", "-1000000000000", "", "value_out_of_range");
        value("power", "9".repeat(40), "", "value_out_of_range");
        value("power", "high", "", "value_invalid");
        value("level", "11", "", "level_invalid");
        value("level", "0", "", "level_invalid");
        value("level", "1.5", "", "level_invalid");
        value("level", "splendid", "", "level_invalid");
        bad(
                "dots that may be thousands",
                "series=meter",
                "ts;value\n2024-01-01T00:00:00Z;1.234\n2024-01-02T00:00:00Z;2.345\n",
                2,
                "decimal_ambiguous");
        bad(
                "commas that may be thousands",
                "series=meter",
                "ts;value\n2024-01-01T00:00:00Z;5\n2024-01-02T00:00:00Z;2,345\n",
                3,
                "decimal_ambiguous");
        bad(
                "quoted commas that may be thousands",
                "series=meter",
                "ts,value\n2024-01-01T00:00:00Z,\"12,345\"\n",
                2,
                "decimal_ambiguous");
        bad(
                "dots and commas",
                "series=meter",
                "ts;value\n2024-01-01T00:00:00Z;1,5\n2024-01-02T00:00:00Z;2.5\n",
                3,
                "decimal_ambiguous");
        bad(
                "thousands among decimals",
                "series=meter",
                "ts;value\n2024-01-01T00:00:00Z;999,5\n2024-01-02T00:00:00Z;1.000,5\n",
                3,
                "value_invalid");
        bad(
                "a scale beyond the range",
                "series=power&scale=1000000",
                HEAD + "2024-01-01T00:00:00Z,99999999\n",
                2,
                "value_out_of_range");
    }

    static List<Bad> all() throws Exception {
        if (CASES.isEmpty()) {
            files();
            headers();
            rows();
            BadTimes.add();
            values();
        }
        return CASES;
    }
}
