package io.joulestream.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;

/**
 * What a run of the job tells of itself, in the cluster's {@code /jobs/:id/config}: its version, the time-zone rules of
 * the Java that started it, its consumer group and the partitions of {@code readings}.
 */
public final class RunFacts {
    private RunFacts() {}

    public static Configuration of(String group, int partitions) {
        return Configuration.fromMap(Map.of(
                "joulestream.version", version(),
                "joulestream.tzdata", ZoneRulesProvider.getVersions("UTC").lastKey(),
                "joulestream.group", group,
                "joulestream.partitions", String.valueOf(partitions)));
    }

    private static String version() {
        Properties build = new Properties();
        try (InputStream in = RunFacts.class.getResourceAsStream("/joulestream-jobs.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the jar is damaged", e);
        }
        return build.getProperty("version", "unknown");
    }
}
