package io.joulestream.endpoint.replay;

import io.joulestream.core.replay.Replay;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.ReplayLog;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.replay.LetterIndex.Letter;
import io.joulestream.endpoint.replay.LetterIndex.Place;
import io.joulestream.endpoint.store.DeadLetterPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends dead letters to the log once more, as they are in it. Reads the log behind them first, so that each carries what is
 * known to have overtaken it, or up to where nothing has; the job looks at what has come since. The job takes a letter off
 * the list when it meets its replay, so nothing is lost where this ends midway: it is done again, and what an earlier
 * replay has sent is left alone.
 */
public final class LetterReplay {
    /** Sent together; before each lot the log is read on, so that little is left for the job to read. */
    private static final int LOT = 200;

    private LetterReplay() {}

    /**
     * @param replayed letters appended, which apply as far as is known
     * @param superseded letters appended, which a later record has overtaken
     * @param underWay letters that were replayed before: the job has yet to meet that
     * @param gone letters whose record the log no longer has
     * @param token where they are in the log
     */
    public record Result(long replayed, long superseded, long underWay, long gone, Token token) {}

    /** @param met by partition: before the letters were listed the job had met all records before this offset */
    public static Result run(ReplayLog log, List<DeadLetterPlace> letters, Map<Integer, Long> met)
            throws LogUnavailable, InterruptedException {
        List<Place> places = letters.stream()
                .map(each -> new Place(each.place().partition(), each.place().offset()))
                .toList();
        Map<Integer, Long> from = new HashMap<>();
        places.forEach(place -> from.merge(place.partition(), place.offset(), Math::min));
        try (ReplayLog.Session session = log.open()) {
            session.start(from);
            var index = new LetterIndex(places, met);
            session.readToEnd(index::see);
            return send(session, index, places.size());
        }
    }

    private static Result send(ReplayLog.Session session, LetterIndex index, int asked)
            throws LogUnavailable, InterruptedException {
        List<Letter> letters = index.letters();
        long replayed = 0;
        long superseded = 0;
        long underWay = 0;
        Token token = session.acknowledged();
        for (int first = 0; first < letters.size(); first += LOT) {
            session.readToEnd(index::see);
            for (Letter letter : letters.subList(first, Math.min(letters.size(), first + LOT))) {
                if (letter.replayed) {
                    underWay++;
                    continue;
                }
                int partition = letter.record.partition();
                var replay = new Replay(letter.record.offset(), session.position(partition), letter.later);
                session.append(partition, letter.record.key(), letter.record.value(), replay.text());
                if (letter.later < 0) {
                    replayed++;
                } else {
                    superseded++;
                }
            }
            token = session.acknowledged();
        }
        return new Result(replayed, superseded, underWay, asked - letters.size(), token);
    }
}
