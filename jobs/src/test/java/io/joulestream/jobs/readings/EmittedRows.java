package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.Period;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** What an operator emitted since {@link #clear}, in the order of each stream. */
final class EmittedRows implements Consumer<Object> {
    private final List<Object> rows = new ArrayList<>();

    @Override
    public void accept(Object row) {
        if (!(row instanceof LedgerDelta)) {
            rows.add(row);
        }
    }

    void clear() {
        rows.clear();
    }

    int size() {
        return rows.size();
    }

    List<RollupRow> rollups() {
        return of(RollupRow.class);
    }

    /** The windows of one period, in the order of their writing. */
    List<RollupRow> rollups(String series, Period period) {
        return rollups().stream()
                .filter(row -> row.series().equals(series) && row.period() == period)
                .toList();
    }

    /** The month of a series as it was written last. */
    RollupRow month(String series) {
        List<RollupRow> months = rollups(series, Period.MONTH);
        return months.get(months.size() - 1);
    }

    /** Value in W and whether it is a tombstone. */
    List<String> readings() {
        return of(ReadingRow.class).stream()
                .map(row -> row.isDeleted() ? "deleted" : row.valueMicros() / 1_000_000 + " W")
                .toList();
    }

    /** The batches of the readings. */
    List<String> owners() {
        return of(ReadingRow.class).stream().map(ReadingRow::batch).toList();
    }

    /** Type, closing and opening value in micros, note, source and batch. */
    List<String> meterEvents() {
        return of(MeterEventRow.class).stream()
                .map(row -> row.isDeleted()
                        ? "deleted"
                        : String.join(
                                " ",
                                row.event(),
                                String.valueOf(row.closingMicros()),
                                String.valueOf(row.openingMicros()),
                                row.note(),
                                row.source(),
                                row.batch()))
                .toList();
    }

    List<String> series(String series) {
        return of(SeriesRow.class).stream()
                .filter(row -> row.series().equals(series))
                .map(row -> row.recomputing() ? "recomputing" : row.isDeleted() ? "deleted" : row.zone())
                .toList();
    }

    /** Reasons and offsets. */
    List<String> deadLetters() {
        return of(DeadLetter.class).stream()
                .map(letter -> letter.reason().code() + " at " + letter.offset())
                .toList();
    }

    long leastRevision() {
        return revisions().min().orElseThrow();
    }

    long greatestRevision() {
        return revisions().max().orElseThrow();
    }

    private LongStream revisions() {
        return LongStream.concat(
                rollups().stream().mapToLong(RollupRow::revision),
                LongStream.concat(
                        of(ReadingRow.class).stream().mapToLong(ReadingRow::revision),
                        of(SeriesRow.class).stream().mapToLong(SeriesRow::revision)));
    }

    private <T> List<T> of(Class<T> type) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
