package io.joulestream.local;

import io.joulestream.reference.Reference;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real data, sent over HTTP in any order, comes out of HTTP as the reference says. */
@EnabledIfEnvironmentVariable(named = RealReadings.FOLDER, matches = ".+")
@EnabledIfEnvironmentVariable(named = RunningSystem.URL, matches = ".+")
class RealReadingsEndToEndIT {
    private static final long SEED = 20_261_101;

    private final RunningSystem system = RunningSystem.fromEnvironment();

    static Stream<RealReadings.Series> inOrderAndShuffled() {
        return RealReadings.all().stream()
                .flatMap(series -> Stream.of(renamed(series, "ordered"), renamed(series.shuffled(SEED), "shuffled")));
    }

    @ParameterizedTest
    @MethodSource("inOrderAndShuffled")
    void answersWithEveryRowOfTheReference(RealReadings.Series series) {
        var client = new ReadingsClient(system.baseUrl(), series.name());
        client.define(series.definition());
        client.await(client.send(series.readings()));

        var reference = new Reference(ZoneId.of("UTC"));
        var definition = new HashMap<>(series.definition());
        definition.put("op", "series");
        reference.apply(definition, System.currentTimeMillis());
        series.readings().forEach(reading -> reference.apply(reading, System.currentTimeMillis()));
        new PointsComparer(system.baseUrl(), series.name(), reference).assertSame();
    }

    private static RealReadings.Series renamed(RealReadings.Series series, String suffix) {
        return new RealReadings.Series(series.name() + "-" + suffix, series.definition(), series.readings());
    }
}
