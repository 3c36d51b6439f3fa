package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.tabular.Delimiter;
import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.RowReader;
import io.joulestream.endpoint.tabular.TableRow;
import io.joulestream.endpoint.tabular.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of one file after its header, from the first one on, as often as wanted. */
final class FileRows {
    private final Path path;
    private final long mostInflated;
    private final ImportOptions options;
    private @Nullable TextFile text;
    private @Nullable Delimiter delimiter;
    private int width;

    FileRows(Path path, long mostInflated, ImportOptions options) {
        this.path = path;
        this.mostInflated = mostInflated;
        this.options = options;
    }

    /** Reads all bytes once, and the first row; returns that. Comes before {@link #open}. */
    TableRow inspect() throws IOException, Refusal {
        TextFile inspected = TextFile.inspect(path, options.charset(), mostInflated);
        Delimiter found = Delimiter.of(inspected, options.delimiter());
        text = inspected;
        delimiter = found;
        try (RowReader rows = inspected.rows(found.character())) {
            TableRow first = found.announced() && rows.next() == null ? null : rows.next();
            if (first == null) {
                throw Refusal.of(1, "", Fault.FILE_EMPTY, "the file has no header");
            }
            width = first.fields().length;
            return first;
        }
    }

    char delimiter() {
        return Objects.requireNonNull(delimiter, "inspected").character();
    }

    RowReader open() throws IOException, Refusal {
        Delimiter known = Objects.requireNonNull(delimiter, "inspected");
        RowReader rows = Objects.requireNonNull(text, "inspected").rows(known.character());
        for (int skipped = (known.announced() ? 1 : 0) + (options.header() ? 1 : 0); skipped > 0; skipped--) {
            rows.next();
        }
        rows.expect(width);
        return rows;
    }
}
