package io.joulestream.jobs.clickhouse;

import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.core.block.Archive;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.month.EndMethod;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.rollup.Quality;
import java.nio.charset.StandardCharsets;

/** A row of each sort, no two values of it alike. */
final class SampleRows {
    static final ReadingRow READING =
            new ReadingRow("home", "heat.pump", 1_700_000_000_123L, -1_500_000, "note ü€😀", "gw", "b1", 7, true);
    static final RollupRow ROLLUP = new RollupRow(
            "home",
            "heat.pump",
            Period.DAY,
            11,
            12,
            13,
            14,
            3,
            15,
            16,
            17,
            18,
            -19,
            20,
            -1,
            -21,
            true,
            1,
            22,
            true,
            23,
            24,
            25,
            Quality.INTERPOLATED,
            26,
            false);
    static final MonthEndRow MONTH = new MonthEndRow(
            "home",
            "heat.pump",
            MonthMode.COMPAT,
            19_754,
            11,
            1,
            -12,
            EndMethod.EXTRAPOLATED,
            13,
            14,
            15,
            -16,
            true,
            -1,
            -17,
            EndMethod.MISSING,
            18,
            false);
    static final ActivitySummaryRow SUMMARY = new ActivitySummaryRow(
            "home",
            "run",
            SummaryPeriod.WEEK,
            19_754,
            2,
            1,
            -12,
            -1,
            -13,
            0,
            14,
            true,
            15,
            true,
            16,
            new long[] {17, 18},
            new int[] {1, 1},
            new long[] {19},
            new int[] {2},
            20,
            false);
    static final EvidenceRow EVIDENCE = new EvidenceRow(
            "home",
            "heat.pump",
            11,
            12,
            -13,
            14,
            15,
            Evidence.Rule.IMPLAUSIBLE,
            Evidence.Source.GUESSED,
            "swap,reset",
            -1,
            -16,
            17,
            true);
    static final DeadLetterRow LETTER = new DeadLetterRow(
            "readings",
            47,
            123_456_789_012L,
            "home",
            "heat.pump",
            "value_invalid",
            "value 'x' is not a number",
            "home/heat.pump".getBytes(StandardCharsets.UTF_8),
            "{\"ts\":1}".getBytes(StandardCharsets.UTF_8),
            1_700_000_000_123L,
            1,
            false);

    static final DistributionRow DISTRIBUTION = new DistributionRow(
            "home",
            "heat.pump",
            1,
            2,
            3,
            4,
            new long[] {-(1L << 50), 0, 7},
            new int[] {1, 2, 300},
            new int[] {0, 86_400_000, 5},
            8,
            false);
    static final CompletenessRow COMPLETENESS =
            new CompletenessRow("home", "heat.pump", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, true);
    static final LivenessRow LIVENESS = new LivenessRow("home", "heat.pump", "stale", 1, 2L, 3, false);

    static final DegreeDayRow DEGREE_DAY = new DegreeDayRow(
            "home", "404_-38", "Europe/Madrid", 19_814, 1, 2, -3_500_000, 19_000_000, 4, 5, 6, true, 7, false);

    static final ArchivedBlockRow ARCHIVED = new ArchivedBlockRow(
            "home",
            "heat.pump",
            Archive.Kind.DAYS,
            -11,
            1L << 62,
            "block".getBytes(StandardCharsets.UTF_8),
            ArchivedBlockRow.Stage.KEPT,
            12);

    private SampleRows() {}
}
