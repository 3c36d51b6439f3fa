package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Reason;
import io.joulestream.core.replay.Identity;
import io.joulestream.core.replay.Replay;
import io.joulestream.core.replay.ReplayedLetter;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges records that say they replay a dead letter (SEMANTICS 9), by the log before them alone: it needs no state, and
 * every attempt judges alike. Whether the letter is the record it says to be, and whether one that is said to overtake it
 * does, is looked up; what nobody has scanned yet is read. Not thread-safe.
 */
public final class ReplayCheck implements AutoCloseable {
    /** Far apart in the log: a reader each, so that both read on. */
    private final RawRecords.Reader originals;

    private final RawRecords.Reader unscanned;
    private final ReadingDecoder decoder;

    public ReplayCheck(RawRecords records, ZoneId defaultZone) {
        originals = records.open();
        unscanned = records.open();
        decoder = new ReadingDecoder(defaultZone, 1);
    }

    /**
     * @param letter the offset of the record that is replayed; -1: it replays none, and is a dead letter of
     *     {@link Reason#REPLAY_INVALID} itself
     * @param later the offset of what overtakes it; -1: it applies
     */
    public record Verdict(long letter, long later, String detail) {
        public boolean isValid() {
            return letter >= 0;
        }

        public boolean isSuperseded() {
            return later >= 0;
        }

        /** What takes the letter from the list. */
        public DeadLetterRow tombstone(Decoded record) {
            byte[] key = record.rawKey();
            SeriesKey series = key == null ? null : DeadLetter.series(key);
            return new DeadLetterRow(
                    Topics.READINGS,
                    record.partition(),
                    letter,
                    series == null ? "" : series.tenant(),
                    series == null ? "" : series.series(),
                    isSuperseded() ? Reason.SUPERSEDED.code() : "",
                    detail,
                    new byte[0],
                    new byte[0],
                    record.receivedMillis(),
                    DeadLetterRow.REPLAYED,
                    true);
        }
    }

    /** @throws IOException where the log does not answer */
    public Verdict judge(Decoded record) throws IOException {
        String text = String.valueOf(record.replay());
        Replay replay = Replay.parse(text, record.offset());
        if (replay == null) {
            return invalid("header " + Replay.HEADER + " '" + text.substring(0, Math.min(60, text.length()))
                    + "' is not offset,scanned[,later] of this partition, at most " + Replay.MOST_UNSCANNED
                    + " records before this one");
        }
        if (!isSame(record, originals.read(Topics.READINGS, record.partition(), replay.offset()))) {
            return invalid("the record at offset " + replay.offset() + " is not the same, or gone");
        }
        var letter = new ReplayedLetter(replay.offset(), identity(record));
        if (replay.later() >= 0) {
            return overtakes(letter, record, replay.later(), unscanned)
                    ? superseded(letter, replay.later())
                    : invalid("the record at offset " + replay.later() + " is not one that overtakes it");
        }
        for (long at = replay.scanned(); at < record.offset(); at++) {
            if (overtakes(letter, record, at, unscanned)) {
                return superseded(letter, at);
            }
        }
        return new Verdict(letter.offset(), -1, "replayed at offset " + record.offset());
    }

    private static Verdict invalid(String detail) {
        return new Verdict(-1, -1, detail);
    }

    private static Verdict superseded(ReplayedLetter letter, long later) {
        return new Verdict(letter.offset(), later, "overtaken by the record at offset " + later);
    }

    private static boolean isSame(Decoded record, RawRecords.@Nullable Raw original) {
        return original != null
                && Arrays.equals(original.key(), record.rawKey())
                && Arrays.equals(original.value(), record.raw());
    }

    private boolean overtakes(ReplayedLetter letter, Decoded record, long at, RawRecords.Reader reader)
            throws IOException {
        RawRecords.Raw raw = reader.read(Topics.READINGS, record.partition(), at);
        if (raw == null || !Arrays.equals(raw.key(), record.rawKey())) {
            return false;
        }
        Replay other = raw.replay() == null ? null : Replay.parse(raw.replay(), at);
        if (raw.replay() != null && other == null) {
            return false; // a dead letter, whatever it would have been
        }
        if (other != null && other.offset() == letter.offset() && isSame(record, raw)) {
            return true; // somebody else's replay of the same letter
        }
        return letter.isOvertakenBy(
                Replay.position(other, at),
                identity(decoder.decode(record.partition(), at, raw.receivedMillis(), raw.key(), raw.value())));
    }

    private static @Nullable Identity identity(Decoded record) {
        return record.isRejected() ? null : Identity.of(record.event());
    }

    @Override
    public void close() {
        originals.close();
        unscanned.close();
    }
}
