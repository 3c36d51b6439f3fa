package io.joulestream.core.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the header {@value #HEADER} of a record says: it is the record at {@code offset} of the same partition once more,
 * and belongs there. So it applies only where nothing later for the same identity has come in between.
 *
 * <p>On the wire {@code offset,scanned} or {@code offset,scanned,later}, in decimal. Anyone can write it: what it says holds
 * only as far as it is checked.
 *
 * @param scanned whoever replays has looked at all records before this offset
 * @param later the offset of one that overtakes it, -1 where none was found
 */
public record Replay(long offset, long scanned, long later) {
    public static final String HEADER = "replay";

    /** How many records may come between what was scanned and the record: somebody has to read them. */
    public static final long MOST_UNSCANNED = 1_000_000;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}),(\\d{1,18})(?:,(\\d{1,18}))?");

    public Replay(long offset, long scanned) {
        this(offset, scanned, -1);
    }

    public String text() {
        return offset + "," + scanned + (later < 0 ? "" : "," + later);
    }

    /**
     * What the header of the record at {@code own} says; null where that cannot be.
     *
     * @param text of the header
     */
    public static @Nullable Replay parse(String text, long own) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String later = parts.group(3);
        var replay = new Replay(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                later == null ? -1 : Long.parseLong(later));
        return replay.fits(own) ? replay : null;
    }

    private boolean fits(long own) {
        return offset < scanned
                && scanned <= own
                && own - scanned <= MOST_UNSCANNED
                && (later < 0 || (offset < later && later < scanned));
    }

    /** Where a record belongs in the log: at its own offset, or at that of the one it replays. */
    public static long position(@Nullable Replay replay, long own) {
        return replay == null ? own : replay.offset;
    }
}
