package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The disk, memory and file limit of this machine, where the system runs here. */
final class Machine implements Check {

    private static final long LEAST_DISK = 512L << 20;
    private static final long LOW_DISK = 2L << 30;
    private static final long LOW_MEMORY = 256L << 20;
    private static final long FEW_FILES = 8192;
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern FILES = Pattern.compile("Max open files\\s+(\\d+|unlimited)");

    private final Path data;

    /** @param data the folder of the system */
    Machine(Path data) {
        this.data = data;
    }

    @Override
    public Set<Component> needs() {
        return Set.of();
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        findings.add(disk(data.toString(), Files.getFileStore(data).getUsableSpace()));
        number(Path.of("/proc/meminfo"), AVAILABLE).ifPresent(kilobytes -> findings.add(memory(kilobytes << 10)));
        for (var part : List.of("kafka", "clickhouse", "task-manager")) {
            var pid = pid(part);
            if (pid.isPresent()) {
                number(Path.of("/proc/" + pid.getAsLong() + "/limits"), FILES)
                        .ifPresent(limit -> findings.add(files(part, limit)));
            }
        }
        return findings;
    }

    static Finding disk(String folder, long freeBytes) {
        var severity =
                freeBytes < LEAST_DISK ? Severity.PROBLEM : freeBytes < LOW_DISK ? Severity.WARNING : Severity.OK;
        return Finding.judged(
                        severity,
                        "disk of " + folder,
                        Amounts.bytes(freeBytes) + " free",
                        "broker, store and checkpoints write there; without room writes are refused",
                        "free space; everything goes on by itself, nothing that was acknowledged is lost")
                .with("free_bytes", freeBytes);
    }

    static Finding memory(long availableBytes) {
        return Finding.judged(
                        availableBytes < LOW_MEMORY ? Severity.WARNING : Severity.OK,
                        "memory",
                        Amounts.bytes(availableBytes) + " available",
                        "the system may kill a part; it is started again and goes on, but for some seconds it is away",
                        "end other programs, or lower clickhouse.memory and flink.managed-memory in joulestream.yaml")
                .with("available_bytes", availableBytes);
    }

    static Finding files(String part, long limit) {
        return Finding.judged(
                        limit < FEW_FILES ? Severity.WARNING : Severity.OK,
                        "file limit of " + part,
                        limit == Long.MAX_VALUE ? "unlimited" : limit + " open files",
                        "log segments, parts and state files are many; with too few the part ends",
                        "ulimit -n 65536 before ./joulestream up (limits.conf, or LimitNOFILE of a service)")
                .with("limit", limit);
    }

    private OptionalLong pid(String part) throws IOException {
        var file = data.resolve("run").resolve(part + ".pid");
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        var text = Files.readString(file).strip().split(" ", 2)[0];
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static OptionalLong number(Path file, Pattern pattern) throws IOException {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        var matcher = pattern.matcher(Files.readString(file));
        if (!matcher.find()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                matcher.group(1).equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(matcher.group(1)));
    }
}
