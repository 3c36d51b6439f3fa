package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.imports.RowJudge.Conventions;
import io.joulestream.endpoint.imports.RowJudge.Reading;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.store.BatchRow.Counts;
import io.joulestream.endpoint.store.BatchStore.Rejected;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.RowReader;
import io.joulestream.endpoint.tabular.TableRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the rows of one file into the log. What it has sent is written down after every chunk, so that after a crash the
 * rows before are judged again, for their times and sums, but not sent again.
 */
final class ImportRun {
    static final int MOST_LISTED = 10_000;
    private static final int STEP = 25_000;

    private final Batch batch;
    private final Ports ports;
    private final Patience patience;
    private final Reporter reporter;
    private final FileRows file;
    private final ImportOptions options;

    /** Tells the world how far a batch is. */
    interface Reporter {
        /** Now and then. */
        void progress(Batch batch);

        /** Before anything else happens: what is written down survives a crash. */
        void position(Batch batch) throws IOException;
    }

    ImportRun(Batch batch, Ports ports, Patience patience, Reporter reporter, FileRows file, ImportOptions options) {
        this.batch = batch;
        this.ports = ports;
        this.patience = patience;
        this.reporter = reporter;
        this.file = file;
        this.options = options;
    }

    /** Ends with the batch done or refused. */
    void run() throws IOException, InterruptedException, Patience.Cancelled {
        try {
            work();
        } catch (Refusal e) {
            batch.trouble(e);
            end(Phase.REFUSED);
        } catch (BadOption e) {
            batch.trouble(Refusal.of(
                    1, "", io.joulestream.endpoint.tabular.Fault.COLUMN_MISSING, String.valueOf(e.getMessage())));
            end(Phase.REFUSED);
        }
    }

    private void work() throws IOException, InterruptedException, Patience.Cancelled, Refusal, BadOption {
        boolean resumed = batch.phase() == Phase.SENDING;
        if (!resumed) {
            enter(Phase.INSPECTING);
        }
        Inspection inspection = Inspection.of(file, options);
        batch.counts(counts -> with(counts, inspection.rows(), counts.rowsDone(), counts.empty(), counts.rejected()));
        if (!resumed) {
            enter(Phase.WAITING);
        }
        patience.awaitLogEnd();
        var targets = new Targets(
                batch.row().tenant(),
                key -> ports.store().definition(key).map(defined -> defined.definition()),
                ports.defaultZone());
        var conventions = new Conventions(inspection.timeFormat(), inspection.decimal());
        var judge = new RowJudge(
                options,
                inspection.layout(),
                conventions,
                targets,
                batch.row().times().createdMillis());
        patience.<Object>until(() -> {
            judge.prepare();
            return judge;
        });
        if (inspection.localTimes()) {
            eachRow((row, raw) -> patience.<Object>until(() -> {
                judge.observe(row);
                return judge;
            }));
            targets.restart();
        }
        if (!options.skip() && !resumed) {
            enter(Phase.VALIDATING);
            validate(judge);
            targets.restart();
        }
        if (batch.row().counts().rejected() > 0 && !options.skip()) {
            end(Phase.REFUSED);
            return;
        }
        if (!resumed) {
            batch.counts(counts -> with(counts, counts.rowsTotal(), 0, 0, 0));
        }
        enter(Phase.SENDING);
        send(judge);
        end(Phase.DONE);
    }

    private void enter(Phase phase) throws IOException {
        batch.phase(phase);
        reporter.position(batch);
        reporter.progress(batch);
    }

    private void end(Phase phase) {
        batch.phase(phase);
    }

    private static Counts with(Counts counts, long total, long done, long empty, long rejected) {
        return new Counts(
                total,
                done,
                counts.accepted(),
                counts.duplicate(),
                counts.replaced(),
                empty,
                rejected,
                counts.undone());
    }

    /** Takes one row. */
    private interface RowTaker {
        void take(TableRow row, String raw) throws IOException, InterruptedException, Patience.Cancelled, Refusal;
    }

    private void eachRow(RowTaker taker) throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        try (RowReader rows = file.open()) {
            while (true) {
                TableRow row;
                try {
                    row = rows.next();
                } catch (Refusal e) {
                    continue;
                }
                if (row == null) {
                    return;
                }
                taker.take(row, "");
            }
        }
    }

    private void validate(RowJudge judge) throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        var verdicts = new Collected();
        judgeAll(judge, verdicts, () -> {
            verdicts.readings.clear();
            list(verdicts);
            batch.counts(
                    counts -> with(counts, counts.rowsTotal(), verdicts.rows, verdicts.empty, verdicts.rejectedTotal));
        });
    }

    private void send(RowJudge judge) throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        var sender = new Sender(ports, batch.run());
        long position = batch.row().counts().rowsDone();
        Counts before = batch.row().counts();
        var verdicts = new Collected();
        var earlier = batch.row().token();
        judgeAll(
                judge,
                verdicts,
                () -> {
                    if (verdicts.rows > position) {
                        List<Reading> readings = List.copyOf(verdicts.readings);
                        Sender.Verdicts sent = patience.until(() -> sender.send(readings));
                        list(verdicts);
                        batch.counts(counts -> sent.addTo(with(
                                counts, counts.rowsTotal(), verdicts.rows, verdicts.empty, verdicts.rejectedTotal)));
                        batch.token(merged(earlier, sender.token()).text());
                        reporter.position(batch);
                    } else if (verdicts.rows == position) {
                        verdicts.empty = before.empty();
                        verdicts.rejectedTotal = before.rejected();
                        verdicts.rejected.clear();
                    }
                    verdicts.readings.clear();
                },
                position);
        patience.<Object>until(() -> {
            sender.finish();
            return sender;
        });
        if (batch.row().token().isEmpty()) {
            batch.token(merged(earlier, sender.token()).text());
        }
    }

    private static Token merged(String earlier, Token now) {
        if (earlier.isEmpty()) {
            return now;
        }
        Token first = Token.parse(earlier);
        var ends = new java.util.TreeMap<>(first.offsets());
        now.offsets().forEach((partition, offset) -> ends.merge(partition, offset, Math::max));
        return new Token(now.topic(), ends);
    }

    /** Writes the rejected rows into the store, the first of them. */
    private void list(Collected verdicts) throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        if (!verdicts.rejected.isEmpty()) {
            List<Rejected> rows = List.copyOf(verdicts.rejected);
            patience.<Object>until(() -> {
                ports.batches().putRejected(batch.run(), rows);
                return rows;
            });
            verdicts.rejected.clear();
        }
    }

    /** What has been judged and not yet been dealt with. */
    private static final class Collected implements RowJudge.Verdicts {
        private final List<Reading> readings = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();
        private String raw = "";
        private long rows;
        private long empty;
        private long rejectedTotal;

        @Override
        public void reading(Reading reading) {
            readings.add(reading);
        }

        @Override
        public void empty() {
            empty++;
        }

        @Override
        public void refused(Refusal why) {
            rejectedTotal++;
            if (rejectedTotal <= MOST_LISTED) {
                rejected.add(
                        new Rejected(why.row(), why.column(), (int) rejectedTotal, why.reason(), why.detail(), raw));
            }
        }
    }

    private interface Flush {
        void flush() throws IOException, InterruptedException, Patience.Cancelled, Refusal;
    }

    private void judgeAll(RowJudge judge, Collected verdicts, Flush flush)
            throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        judgeAll(judge, verdicts, flush, 0);
    }

    /** @param stop a row after which to flush, too */
    private void judgeAll(RowJudge judge, Collected verdicts, Flush flush, long stop)
            throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        try (RowReader rows = file.open()) {
            long flushed = 0;
            while (true) {
                TableRow row = null;
                boolean ended = false;
                try {
                    row = rows.next();
                    ended = row == null;
                } catch (Refusal e) {
                    verdicts.raw = rows.raw();
                    verdicts.refused(e);
                }
                if (ended) {
                    break;
                }
                verdicts.rows++;
                if (row != null) {
                    verdicts.raw = rows.raw();
                    TableRow judged = row;
                    patience.<Object>until(() -> {
                        judge.judge(judged, verdicts);
                        return judged;
                    });
                }
                boolean full = verdicts.readings.size() >= Sender.CHUNK || verdicts.rows - flushed >= STEP;
                if (full || verdicts.rows == stop) {
                    flush.flush();
                    flushed = verdicts.rows;
                    reporter.progress(batch);
                }
            }
            if (verdicts.rows > flushed) {
                flush.flush();
            }
        }
    }
}
