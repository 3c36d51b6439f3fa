package io.joulestream.local;

import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real data, sent over HTTP in any order, comes out of HTTP as the reference says. */
@OnSharedStack
@EnabledIfEnvironmentVariable(named = RealReadings.FOLDER, matches = ".+")
class RealReadingsEndToEndIT {
    private static final long SEED = 20_261_101;

    /** {@code -Djoulestream.ordered=true}: also as they come in the files. */
    static Stream<RealReadings.Series> allSeries() {
        var ordered = Boolean.getBoolean("joulestream.ordered");
        return RealReadings.all().stream()
                .flatMap(series -> Stream.concat(
                        Stream.of(renamed(series.shuffled(SEED), "shuffled")),
                        ordered ? Stream.of(renamed(series, "ordered")) : Stream.of()));
    }

    @ParameterizedTest
    @MethodSource("allSeries")
    void answersWithEveryRowOfTheReference(RealReadings.Series series, SharedStack.Running system) {
        var mirrored = new MirroredSeries(system.baseUrl(), series.name());
        mirrored.define(series.definition());
        mirrored.send(series.readings());
        mirrored.assertSame();
    }

    private static RealReadings.Series renamed(RealReadings.Series series, String suffix) {
        return new RealReadings.Series(series.name() + "-" + suffix, series.definition(), series.readings());
    }
}
