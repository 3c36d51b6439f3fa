package io.joulestream.local.cli;

import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists what could not be used, and sends it again. */
@Command(
        name = "dead-letters",
        description = "Records that could not be used: lists them, and replays them once their cause is mended.",
        subcommands = {DeadLettersCommand.ListCommand.class, DeadLettersCommand.ReplayCommand.class},
        footer = {
            "",
            "Example:",
            "  ./joulestream dead-letters list --reason series_unknown --from 2024-03-01T00:00:00Z",
            "  ./joulestream dead-letters replay --series main"
        })
final class DeadLettersCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say list or replay");
    }

    /** A line each, the latest first. */
    @Command(
            name = "list",
            description = "A line each, the latest first: when the log received it, reason, series, place, detail.",
            footer = {"", "Example:", "  ./joulestream dead-letters list --limit 20 --json"})
    static final class ListCommand implements Callable<Integer> {
        private static final long PAGE = 1000;

        @Mixin
        LetterOptions options = new LetterOptions();

        @Option(names = "--json", description = "A JSON object a line, with the record as received.")
        boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var endpoint = options.endpoint();
            long shown = 0;
            String cursor = null;
            do {
                var page = endpoint.get("/v1/dead-letters" + options.query(PAGE, shown, cursor));
                for (Json letter : page.get("dead_letters").items()) {
                    print(spec.commandLine().getOut(), letter);
                    shown++;
                }
                cursor = page.get("next").text().orElse(null);
            } while (cursor != null && shown < options.limit);
            return ExitCode.OK;
        }

        private void print(PrintWriter out, Json letter) throws IOException {
            if (json && letter.value() instanceof Map<?, ?> fields) {
                out.println(line(fields));
                return;
            }
            out.printf(
                    "%s  %s  %s  %s/%d/%d  %s%n",
                    Instant.ofEpochMilli(letter.get("received").number().orElse(0L)),
                    letter.get("reason").text().orElse(""),
                    letter.get("series").text().orElse("-"),
                    letter.get("topic").text().orElse(""),
                    letter.get("partition").number().orElse(0L),
                    letter.get("offset").number().orElse(0L),
                    letter.get("detail").text().orElse(""));
        }

        private static String line(Map<?, ?> fields) throws IOException {
            var known = new java.util.LinkedHashMap<String, Object>();
            fields.forEach((name, value) -> {
                if (value != null) {
                    known.put(String.valueOf(name), value);
                }
            });
            return Json.write(known);
        }
    }

    /** Sends them again. */
    @Command(
            name = "replay",
            description = {
                "Sends them into the log again, the earliest first, and waits until the job has met them. One that a later"
                        + " record has overtaken is superseded; one that still cannot be used is a letter again.",
                "0: all were sent. 1: the log no longer has some of them."
            },
            footer = {"", "Example:", "  ./joulestream dead-letters replay --reason series_unknown --series main"})
    static final class ReplayCommand implements Callable<Integer> {
        private static final long PAGE = 10_000;

        @Mixin
        LetterOptions options = new LetterOptions();

        @Option(names = "--no-wait", description = "Return once the log has them.")
        boolean noWait;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var endpoint = options.endpoint();
            var out = spec.commandLine().getOut();
            long gone = 0;
            long done = 0;
            String cursor = null;
            do {
                var answer =
                        endpoint.send(endpoint.request("/v1/dead-letters/replay" + options.query(PAGE, done, cursor))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.noBody()));
                out.printf(
                        "%,d replayed, %,d superseded, %,d were under way, %,d are no more in the log%n",
                        number(answer, "replayed"),
                        number(answer, "superseded"),
                        number(answer, "under_way"),
                        number(answer, "gone"));
                out.flush();
                gone += number(answer, "gone");
                done += number(answer, "replayed")
                        + number(answer, "superseded")
                        + number(answer, "under_way")
                        + number(answer, "gone");
                awaitVisible(endpoint, answer.get("token").text().orElse(null));
                cursor = answer.get("next").text().orElse(null);
            } while (cursor != null && done < options.limit);
            return gone == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }

        private void awaitVisible(EndpointClient endpoint, @Nullable String token)
                throws IOException, InterruptedException {
            if (!noWait && token != null) {
                endpoint.awaitVisible(token);
            }
        }

        private static long number(Json answer, String field) {
            return answer.get(field).number().orElse(0L);
        }
    }
}
