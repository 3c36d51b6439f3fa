package io.joulestream.endpoint.replay;

import io.joulestream.core.replay.Identity;
import io.joulestream.core.replay.Replay;
import io.joulestream.core.replay.ReplayedLetter;
import io.joulestream.endpoint.log.ReplayLog.Logged;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dead letters to be replayed as they are found in the log, and what of the log behind each of them says that it must
 * not apply any more. Sees every record of their partitions, in order, from the first of them on.
 */
final class LetterIndex {
    private static final byte[] NONE = new byte[0];

    /** Where a record is. */
    record Place(int partition, long offset) {}

    /** A letter that the log has. */
    static final class Letter {
        final Logged record;
        final ReplayedLetter letter;
        /** The offset of what overtakes it, -1: nothing that has been seen. */
        long later = -1;
        /** Whether it has been replayed: that record takes it off the list. */
        boolean replayed;

        Letter(Logged record) {
            this.record = record;
            this.letter = new ReplayedLetter(record.offset(), LoggedIdentity.of(record));
        }

        private boolean is(Logged other) {
            return Arrays.equals(record.key(), other.key()) && Arrays.equals(record.value(), other.value());
        }
    }

    /** A record's key in its partition. */
    private record SeriesPlace(int partition, ByteBuffer key) {}

    /** The letters of one series that have an identity. */
    private static final class SeriesLetters {
        final List<Letter> all = new ArrayList<>();
        final Map<Identity, List<Letter>> byIdentity = new HashMap<>();
        final List<Letter> ofWholeSeries = new ArrayList<>();

        void add(Letter letter, Identity identity) {
            all.add(letter);
            (identity.isWholeSeries() ? ofWholeSeries : byIdentity.computeIfAbsent(identity, key -> new ArrayList<>()))
                    .add(letter);
        }

        void see(Identity identity, long position, long offset) {
            if (identity.isWholeSeries()) {
                overtake(all, identity, position, offset);
            } else {
                overtake(byIdentity.getOrDefault(identity, List.of()), identity, position, offset);
                overtake(ofWholeSeries, identity, position, offset);
            }
        }

        private static void overtake(List<Letter> letters, Identity identity, long position, long offset) {
            for (Letter each : letters) {
                if (each.later < 0 && offset > each.letter.offset() && each.letter.isOvertakenBy(position, identity)) {
                    each.later = offset;
                }
            }
        }
    }

    private final Set<Place> wanted;
    private final Map<Integer, Long> met;
    private final Map<Place, Letter> found = new HashMap<>();
    private final Map<SeriesPlace, SeriesLetters> series = new HashMap<>();

    /** @param met by partition: before the letters were listed the job had met all replays before this offset */
    LetterIndex(List<Place> wanted, Map<Integer, Long> met) {
        this.wanted = new HashSet<>(wanted);
        this.met = met;
    }

    void see(Logged record) {
        var place = new Place(record.partition(), record.offset());
        if (wanted.contains(place)) {
            var letter = new Letter(record);
            found.put(place, letter);
            Identity identity = letter.letter.identity();
            if (identity != null) {
                series.computeIfAbsent(seriesOf(record), key -> new SeriesLetters())
                        .add(letter, identity);
            }
        }
        String header = record.replay();
        Replay replay = header == null ? null : Replay.parse(header, record.offset());
        if (header != null && replay == null) {
            return; // a dead letter, whatever it would have been
        }
        if (replay != null) {
            Letter copied = found.get(new Place(record.partition(), replay.offset()));
            // One that the job has met already did not take the letter off the list: it was not valid.
            if (copied != null && copied.is(record) && record.offset() >= met.getOrDefault(record.partition(), 0L)) {
                copied.replayed = true;
            }
        }
        SeriesLetters letters = series.get(seriesOf(record));
        if (letters != null) {
            Identity identity = LoggedIdentity.of(record);
            if (identity != null) {
                letters.see(identity, Replay.position(replay, record.offset()), record.offset());
            }
        }
    }

    private static SeriesPlace seriesOf(Logged record) {
        byte[] key = record.key();
        return new SeriesPlace(record.partition(), ByteBuffer.wrap(key == null ? NONE : key));
    }

    /** In the order of the log. */
    List<Letter> letters() {
        return found.values().stream()
                .sorted(Comparator.comparingInt((Letter each) -> each.record.partition())
                        .thenComparingLong(each -> each.record.offset()))
                .toList();
    }
}
