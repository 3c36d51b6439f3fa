package io.joulestream.endpoint.store;

import io.joulestream.endpoint.json.JsonOut;
import java.io.IOException;
import java.util.List;

/** The columns of windows and of readings, the same wherever they are answered. */
public final class PointColumns {
    private PointColumns() {}

    public static void readings(JsonOut out, List<ReadingRow> rows) throws IOException {
        out.longs("ts", rows, ReadingRow::tsMillis);
        out.decimals("value", rows, ReadingRow::value);
    }

    public static void notedReadings(JsonOut out, List<NotedReading> rows) throws IOException {
        out.longs("ts", rows, NotedReading::tsMillis);
        out.decimals("value", rows, NotedReading::value);
        out.texts("note", rows, NotedReading::note);
        out.texts("source", rows, NotedReading::source);
    }

    public static void windows(JsonOut out, List<RollupRow> rows) throws IOException {
        out.longs("start", rows, RollupRow::startMillis);
        out.longs("end", rows, RollupRow::endMillis);
        out.decimals("total", rows, RollupRow::total);
        out.decimals("mean", rows, RollupRow::mean);
        out.decimals("min", rows, RollupRow::min);
        out.decimals("max", rows, RollupRow::max);
        out.decimals("first", rows, RollupRow::first);
        out.nullableLongs("first_ts", rows, RollupRow::firstTsMillis);
        out.decimals("last", rows, RollupRow::last);
        out.nullableLongs("last_ts", rows, RollupRow::lastTsMillis);
        out.decimals("sum", rows, RollupRow::sum);
        out.longs("count", rows, RollupRow::count);
        out.longs("measured_ms", rows, RollupRow::measuredMillis);
        out.longs("interpolated_ms", rows, RollupRow::interpolatedMillis);
        out.texts("quality", rows, RollupRow::quality);
    }
}
