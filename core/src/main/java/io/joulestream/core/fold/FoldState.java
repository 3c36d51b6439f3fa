package io.joulestream.core.fold;

/**
 * What a fold knows after a reading: the reading itself and the counter's high-water mark. Mutable, not thread-safe.
 *
 * <p>Two folds whose states are equal after the same reading agree for ever after: that is how far a correction reaches.
 */
public final class FoldState {
    private boolean present;
    private long tsMillis;
    private long micros;
    private long mark;

    /** False before the first reading of a series; the other components then mean nothing. */
    public boolean present() {
        return present;
    }

    public long tsMillis() {
        return tsMillis;
    }

    public long micros() {
        return micros;
    }

    /** The high-water mark of an unsigned counter; zero for every other series. */
    public long mark() {
        return mark;
    }

    public void set(long tsMillis, long micros, long mark) {
        this.present = true;
        this.tsMillis = tsMillis;
        this.micros = micros;
        this.mark = mark;
    }

    public void set(FoldState other) {
        present = other.present;
        tsMillis = other.tsMillis;
        micros = other.micros;
        mark = other.mark;
    }

    public void clear() {
        present = false;
        tsMillis = 0;
        micros = 0;
        mark = 0;
    }

    public boolean sameAs(FoldState other) {
        return present == other.present
                && (!present || (tsMillis == other.tsMillis && micros == other.micros && mark == other.mark));
    }
}
