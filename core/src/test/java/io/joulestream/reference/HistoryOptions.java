package io.joulestream.reference;

import java.time.Duration;
import java.util.Set;

/**
 * What a random history may contain.
 *
 * @param maxReadings distinct times of one definition's life
 * @param maxReach how far apart the first and the last reading may be
 * @param kinds of counter, delta, gauge
 * @param shuffled whether readings come in any order; else in time order
 * @param edits duplicates, replacements, deletes, delete-all and re-adding
 * @param definitionChanges other zones, kinds, gaps, intervals ... in the middle
 * @param seriesDeletes the series is deleted and defined anew
 * @param badEvents what ends as a dead letter
 * @param units readings in other units than the definition's
 * @param meterEvents resets, rollovers, swaps and corrections of counters, replaced and deleted too (rule 12)
 * @param contested also what SEMANTICS leaves open: the reference then shows one reading of it, not the only one
 */
public record HistoryOptions(
        int maxReadings,
        Duration maxReach,
        Set<String> kinds,
        boolean shuffled,
        boolean edits,
        boolean definitionChanges,
        boolean seriesDeletes,
        boolean badEvents,
        boolean units,
        boolean meterEvents,
        boolean contested) {

    /** Everything that SEMANTICS settles. */
    public static HistoryOptions everything() {
        return new HistoryOptions(
                40,
                Duration.ofDays(9_000),
                Set.of("counter", "delta", "gauge"),
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                false);
    }

    /** Readings in time order under one definition. */
    public static HistoryOptions plain() {
        return new HistoryOptions(
                40,
                Duration.ofDays(400),
                Set.of("counter", "delta", "gauge"),
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false);
    }

    public HistoryOptions withMaxReadings(int newMaxReadings) {
        return new HistoryOptions(
                newMaxReadings,
                maxReach,
                kinds,
                shuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withMaxReach(Duration newMaxReach) {
        return new HistoryOptions(
                maxReadings,
                newMaxReach,
                kinds,
                shuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withKinds(String... newKinds) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                Set.of(newKinds),
                shuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withShuffled(boolean newShuffled) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                newShuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withEdits(boolean newEdits) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                shuffled,
                newEdits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withDefinitionChanges(boolean newDefinitionChanges) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                shuffled,
                edits,
                newDefinitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withSeriesDeletes(boolean newSeriesDeletes) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                shuffled,
                edits,
                definitionChanges,
                newSeriesDeletes,
                badEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withBadEvents(boolean newBadEvents) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                shuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                newBadEvents,
                units,
                meterEvents,
                contested);
    }

    public HistoryOptions withUnits(boolean newUnits) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                shuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                newUnits,
                meterEvents,
                contested);
    }

    public HistoryOptions withContested(boolean newContested) {
        return new HistoryOptions(
                maxReadings,
                maxReach,
                kinds,
                shuffled,
                edits,
                definitionChanges,
                seriesDeletes,
                badEvents,
                units,
                meterEvents,
                newContested);
    }
}
