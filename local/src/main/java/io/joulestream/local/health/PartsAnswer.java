package io.joulestream.local.health;

import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Which parts answer. The checks that need one that does not are left out, and its finding names them. */
final class PartsAnswer {

    static final String NAME = "parts-answer";

    private final RunningSystem system;

    PartsAnswer(RunningSystem system) {
        this.system = system;
    }

    /** What is wrong with each part that does not answer; the others are not in it. */
    Map<Component, String> away() {
        var asked = new EnumMap<Component, CompletableFuture<String>>(Component.class);
        asked.put(Component.KAFKA, ask(() -> system.log().brokers()));
        asked.put(Component.FLINK, ask(() -> system.flink().slots()));
        asked.put(Component.CLICKHOUSE, ask(() -> system.store().ask("about")));
        asked.put(Component.ENDPOINT, ask(() -> system.endpoint().get("/livez")));
        var away = new EnumMap<Component, String>(Component.class);
        asked.forEach((part, answer) -> {
            var trouble = answer.join();
            if (!trouble.isEmpty()) {
                away.put(part, trouble);
            }
        });
        return away;
    }

    private static CompletableFuture<String> ask(Callable<?> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        question.call();
                        return "";
                    } catch (Exception failed) { // whatever it is, it is the answer
                        return said(failed);
                    }
                },
                task -> start(task));
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "asks");
        thread.setDaemon(true);
        thread.start();
    }

    private static String said(Throwable failed) {
        var cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    String address(Component part) {
        var target = system.target();
        return switch (part) {
            case KAFKA -> target.kafka().bootstrap();
            case FLINK -> target.flink();
            case CLICKHOUSE -> target.store().url();
            case ENDPOINT -> target.endpoint();
        };
    }

    static Finding away(Component part, String address, String trouble, List<String> leftOut) {
        return Finding.problem(
                part.label(),
                "does not answer at " + address + ": " + trouble,
                WHY.getOrDefault(part, "") + (leftOut.isEmpty() ? "" : "; not checked: " + String.join(", ", leftOut)),
                "is ./joulestream up running (--data names its folder)? Else give its address: "
                        + FLAG.getOrDefault(part, ""));
    }

    private static final Map<Component, String> WHY = Map.of(
            Component.KAFKA, "writes are refused with 503 and nothing new is read",
            Component.FLINK, "nothing that is written becomes visible",
            Component.CLICKHOUSE, "reads are refused with 503; the job holds its rows back",
            Component.ENDPOINT, "nobody can write or read over HTTP");
    private static final Map<Component, String> FLAG = Map.of(
            Component.KAFKA, "--bootstrap",
            Component.FLINK, "--target",
            Component.CLICKHOUSE, "--url, --user, --password-file",
            Component.ENDPOINT, "--endpoint");
}
