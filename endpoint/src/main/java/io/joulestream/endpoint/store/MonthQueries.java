package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesKey;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Month ends of one counter. */
final class MonthQueries {
    private final ClickHouseQuery query;

    MonthQueries(ClickHouseQuery query) {
        this.query = query;
    }

    /** Those there are from one year's January to another's December. */
    List<MonthRow> years(SeriesKey key, String mode, int first, int last) throws StoreUnavailable {
        var rows = new ArrayList<MonthRow>();
        query.run(
                "months",
                Map.of(
                        "tenant",
                        key.tenant(),
                        "series",
                        key.series(),
                        "mode",
                        mode,
                        "from",
                        LocalDate.of(first, 1, 1).toEpochDay(),
                        "to",
                        LocalDate.of(last, 12, 1).toEpochDay()),
                12L * (last - first + 1),
                in -> rows.add(row(in)));
        return rows;
    }

    private static MonthRow row(RowBinaryInput in) throws IOException {
        return new MonthRow(
                in.int32(),
                in.int64(),
                in.string().intern(),
                in.nullableDecimal38(),
                in.int64(),
                in.decimal18(),
                in.int64(),
                in.decimal18(),
                in.nullableDecimal38(),
                in.string().intern(),
                in.int64());
    }
}
