package io.joulestream.bench;

import io.joulestream.core.calendar.Period;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Throws rows away and keeps what proves that they were the right ones: how many readings came, and the latest count of
 * the months of every {@value ReadingLoad#WATCHED}th series (of all would cost more than what is measured). The counts are this process's: one job at a time, in a cluster within this process.
 */
final class CountingSink<T> implements Sink<T> {
    private static final LongAdder READINGS = new LongAdder();
    private static final LongAdder ROLLUPS = new LongAdder();
    private static final LongAdder OTHERS = new LongAdder();
    private static final Map<String, Long> MONTHS = new ConcurrentHashMap<>();

    static void clear() {
        READINGS.reset();
        ROLLUPS.reset();
        OTHERS.reset();
        MONTHS.clear();
    }

    static long readings() {
        return READINGS.sum();
    }

    static long rollups() {
        return ROLLUPS.sum();
    }

    /** Rows of the other outputs: definitions, and dead letters, of which there should be none. */
    static long others() {
        return OTHERS.sum();
    }

    /** Readings of the watched series as their months count them. */
    static long readingsOfMonths() {
        return MONTHS.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>();
    }

    private static final class Writer<T> implements SinkWriter<T> {
        private final Map<String, Long> months = new HashMap<>();
        private long readings;
        private long rollups;

        @Override
        public void write(T row, Context context) {
            if (row instanceof ReadingRow) {
                readings++;
                if (readings == 1000) {
                    flush(false);
                }
            } else if (row instanceof RollupRow rollup) {
                rollups++;
                if (rollup.period() == Period.MONTH && ReadingLoad.isWatched(rollup.series())) {
                    months.put(rollup.series() + rollup.startMillis(), rollup.count());
                }
            } else {
                OTHERS.increment();
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            READINGS.add(readings);
            ROLLUPS.add(rollups);
            readings = 0;
            rollups = 0;
            MONTHS.putAll(months);
            months.clear();
        }

        @Override
        public void close() {
            flush(true);
        }
    }

    static String text() {
        return Arrays.asList(readings(), rollups(), others(), readingsOfMonths())
                .toString();
    }
}
