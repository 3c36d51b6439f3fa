package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.rest.Json;
import io.joulestream.local.stack.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a file into a running system, or takes an import back. */
@Command(
        name = "import",
        description = {
            "Imports a file of comma, semicolon or tab separated rows, plain or gzip, into a running system; every row"
                    + " gets its verdict. The same file again changes nothing.",
            "0: all rows are in. 1: some were rejected, or the file was refused."
        },
        footer = {
            "",
            "Example:",
            "  ./joulestream import meter.csv --series main --zone Europe/Madrid",
            "  ./joulestream import rooms.csv.gz --column Time=ts --column 'T1=series:home.t1,kind=gauge,unit=Cel'",
            "  ./joulestream import statistics.tsv --profile home-assistant --zone Europe/Berlin --on-error skip",
            "  ./joulestream import --undo b0123456789abcdef01234567"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Mixin
    Settings settings = new Settings();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file.")
    @Nullable
    Path file;

    @Option(names = "--undo", paramLabel = "BATCH", description = "Takes this import back, instead of a file.")
    @Nullable
    String undo;

    @Option(names = "--series", paramLabel = "ID", description = "Of values without a series of their own.")
    @Nullable
    String series;

    @Option(
            names = "--column",
            paramLabel = "HEADER=ROLE",
            description = {
                "What a column is, any number of times; #2 is the second column, HEADER? may be missing.",
                "Roles: ts, date, time, period, value, unit, series, note, source, ignore, series:ID; after value and"
                        + " series:ID come what they differ in: series:home.t1,kind=gauge,unit=Cel"
            })
    List<String> columns = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "NAME", description = "A kind of file: home-assistant, uci-steel, …")
    @Nullable
    String profile;

    @Option(
            names = "--on-error",
            paramLabel = "skip|reject",
            description = "Leave bad rows out, or take none (default).")
    @Nullable
    String onError;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Of local times (default: that of the series).")
    @Nullable
    String zone;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Defines the series where it is not: counter, delta, gauge.")
    @Nullable
    String kind;

    @Option(names = "--unit", paramLabel = "UNIT", description = "Of the values (default: that of the series).")
    @Nullable
    String unit;

    @Option(
            names = "--time-format",
            paramLabel = "F",
            description = "auto, iso, dmy, mdy, epoch-s, epoch-ms, day-number.")
    @Nullable
    String timeFormat;

    @Option(names = "--decimal", paramLabel = "D", description = "auto, dot or comma.")
    @Nullable
    String decimal;

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            description = "comma, semicolon, tab or pipe (default: the header's).")
    @Nullable
    String delimiter;

    @Option(
            names = "--header",
            paramLabel = "first|none",
            description = "Whether the first row is one (default: first).")
    @Nullable
    String header;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "Any other parameter of POST /v1/import: interval=PT15M, source=csv, charset=latin-1, …")
    Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--url", paramLabel = "URL", description = "The endpoint (default: that of up).")
    @Nullable
    String url;

    @Option(names = "--no-wait", description = "Return once the log has all readings, not once they can be read.")
    boolean noWait;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((file == null) == (undo == null)) {
            throw new ParameterException(spec.commandLine(), "name a FILE, or a batch to --undo");
        }
        var base = url == null
                ? Addresses.of(settings.config(Home.find(), Map.of())).endpointUrl()
                : url;
        var client = new ImportClient(base, System.getenv("JOULESTREAM_API_KEY"));
        var out = spec.commandLine().getOut();
        String batch;
        if (file != null) {
            var receipt = client.send(file, parameters());
            batch = receipt.get("batch").text().orElseThrow(() -> new IOException("no batch in the answer"));
            out.println("batch " + batch
                    + (Boolean.TRUE.equals(receipt.get("repeated").value()) ? ": sent before" : ""));
        } else {
            batch = String.valueOf(undo);
            client.undo(batch);
        }
        out.flush();
        var ended = client.follow(batch, new ImportProgress(out, CommandLine.Help.Ansi.AUTO.enabled()));
        report(ended);
        var token = ended.get("token").text();
        if (!noWait && token.isPresent()) {
            client.awaitVisible(token.get());
            out.println("visible");
        }
        return well(ended) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static boolean well(Json batch) {
        var phase = batch.get("phase").text().orElse("");
        return phase.equals("undone") || (phase.equals("done") && number(batch, "rejected_total") == 0);
    }

    private static long number(Json batch, String field) {
        return batch.get(field).number().orElse(0L);
    }

    private void report(Json batch) {
        var out = spec.commandLine().getOut();
        var phase = batch.get("phase").text().orElse("");
        if (phase.equals("undone")) {
            out.println("undone: " + number(batch, "undone") + " readings");
            return;
        }
        out.printf(
                "%s: %,d of %,d rows; readings: %,d accepted, %,d duplicate, %,d replaced; %,d empty, %,d rejected%s%n",
                phase,
                number(batch, "rows_done"),
                number(batch, "rows_total"),
                number(batch, "accepted"),
                number(batch, "duplicate"),
                number(batch, "replaced"),
                number(batch, "empty"),
                number(batch, "rejected_total"),
                batch.get("rows_per_s")
                        .number()
                        .map(rate -> "; %,d rows/s".formatted(rate))
                        .orElse(""));
        var error = batch.get("error");
        error.get("reason")
                .text()
                .ifPresent(reason -> out.println("row " + number(error, "row") + ": " + reason + ": "
                        + error.get("detail").text().orElse("")));
        var rejected = batch.get("rejected").items();
        rejected.stream()
                .limit(SHOWN)
                .forEach(row -> out.println("row " + number(row, "row")
                        + row.get("column")
                                .text()
                                .map(column -> ", column " + column)
                                .orElse("") + ": "
                        + row.get("reason").text().orElse("") + ": "
                        + row.get("detail").text().orElse("")));
        if (number(batch, "rejected_total") > SHOWN) {
            out.println("… GET /v1/batches/" + batch.get("batch").text().orElse("") + "?limit=10000 has more");
        }
        out.flush();
    }

    /** As the endpoint takes them. */
    private List<Map.Entry<String, String>> parameters() {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        columns.forEach(column -> parameters.add(Map.entry("column", column)));
        add(parameters, "series", series);
        add(parameters, "profile", profile);
        add(parameters, "onError", onError);
        add(parameters, "zone", zone);
        add(parameters, "kind", kind);
        add(parameters, "unit", unit);
        add(parameters, "timeFormat", timeFormat);
        add(parameters, "decimal", decimal);
        add(parameters, "delimiter", delimiter);
        add(parameters, "header", header);
        others.forEach((name, value) -> add(parameters, name, value));
        return parameters;
    }

    private static void add(List<Map.Entry<String, String>> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(Map.entry(name, value));
        }
    }
}
