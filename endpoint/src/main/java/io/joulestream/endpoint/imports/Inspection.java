package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.imports.Layout.ValueColumn;
import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.RowReader;
import io.joulestream.endpoint.tabular.TableRow;
import java.io.IOException;

/**
 * What a file says as a whole, known before any row is judged.
 *
 * @param rows without the header, good and bad
 * @param localTimes whether any time may be a local one
 */
record Inspection(Layout layout, long rows, TimeFormat timeFormat, char decimal, boolean localTimes) {

    static Inspection of(FileRows file, ImportOptions options) throws IOException, Refusal, BadOption {
        TableRow first = file.inspect();
        Layout layout = Layout.of(first, options);
        var numbers = new NumberText.Evidence(file.delimiter());
        var dates = new TimeText.Evidence();
        boolean guessNumbers = options.decimal() == null;
        boolean guessDates = options.timeFormat() == TimeFormat.AUTO;
        long count = 0;
        boolean local = false;
        try (RowReader rows = file.open()) {
            while (true) {
                TableRow row;
                count++;
                try {
                    row = rows.next();
                } catch (Refusal e) {
                    continue;
                }
                if (row == null) {
                    break;
                }
                String time = RowJudge.timeText(layout, row);
                local |= !time.endsWith("Z") && time.length() > 10;
                if (guessDates) {
                    dates.add(time, row.line());
                }
                if (guessNumbers) {
                    for (ValueColumn column : layout.values()) {
                        numbers.add(row.field(column.index()), row.line());
                    }
                }
            }
        }
        if (count == 1) {
            throw Refusal.of(first.line() + 1, "", Fault.NO_ROWS, "no row follows the header");
        }
        Character told = options.decimal();
        return new Inspection(
                layout,
                count - 1,
                guessDates ? dates.decide() : options.timeFormat(),
                told == null ? numbers.decide() : told,
                local);
    }
}
