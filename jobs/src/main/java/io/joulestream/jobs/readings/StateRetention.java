package io.joulestream.jobs.readings;

import io.joulestream.core.block.Archive;
import io.joulestream.core.block.Retention;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.ArchivedBlocks;
import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import java.io.Serializable;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * How long readings stay in the state, and where they are read from later.
 *
 * @param millis readings older than this by wall clock leave; {@link Retention#KEEP_ALL} for none
 */
record StateRetention(long millis, SerializableSupplier<Copies> copies) implements Serializable {

    /** What has left. For one thread. */
    interface Copies extends AutoCloseable {
        /** As {@link Archive#read}, of one series. */
        byte[] read(SeriesKey series, Archive.Kind kind, long key, long copy);

        @Override
        default void close() {}
    }

    static StateRetention of(long millis, ClickHouseConfig store) {
        return new StateRetention(millis, () -> {
            ArchivedBlocks blocks = new ArchivedBlocks(store);
            return new Copies() {
                @Override
                public byte[] read(SeriesKey series, Archive.Kind kind, long key, long copy) {
                    return blocks.read(series, kind, key, copy);
                }

                @Override
                public void close() {
                    blocks.close();
                }
            };
        });
    }
}
