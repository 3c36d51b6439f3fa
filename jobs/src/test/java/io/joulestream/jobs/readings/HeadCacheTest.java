package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.history.Revisions;
import io.joulestream.core.history.SeriesHistory;
import io.joulestream.core.series.SeriesKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadCacheTest {
    private static final long EACH = series(0).history.estimatedBytes();
    private static final int FITTING = 100;

    private final HeadCache cache = new HeadCache(FITTING * EACH);

    @Test
    void keepsWhatFits() {
        for (int i = 0; i < FITTING; i++) {
            assertTrue(cache.keeps(series(i)), "series " + i);
        }
        assertEquals(FITTING * EACH, cache.bytes());
        assertNull(cache.surplus());
    }

    /** However often it is repeated: the others would only push each other out. */
    @Test
    void isNotEmptiedByAPassOverManyMore() {
        keepsWhatFits();
        for (int pass = 0; pass < 3; pass++) {
            int admitted = 0;
            for (int i = FITTING; i < 100 * FITTING; i++) {
                admitted += cache.keeps(series(i)) ? 1 : 0;
                evict();
            }
            assertTrue(admitted < FITTING, admitted + " admitted in pass " + pass);
        }
        assertTrue(cache.size() >= FITTING - 1, "it stays full");
    }

    @Test
    void keepsWhatComesAgainSoonInsteadOfWhatCameLongestAgo() {
        keepsWhatFits();
        assertNotNull(cache.get("acme/0"));
        CachedSeries news = series(FITTING);

        assertFalse(cache.keeps(news));
        assertNull(cache.get(news.key));
        assertTrue(cache.keeps(news));
        evict();

        assertEquals(news, cache.get(news.key));
        assertNotNull(cache.get("acme/0"), "just used");
        assertNull(cache.get("acme/1"), "used longest ago");
        assertEquals(FITTING * EACH, cache.bytes());
    }

    private void evict() {
        for (CachedSeries oldest = cache.surplus(); oldest != null; oldest = cache.surplus()) {
            cache.remove(oldest);
        }
    }

    private static CachedSeries series(int number) {
        String key = "acme/" + number;
        return new CachedSeries(
                key,
                new SeriesKey("acme", String.valueOf(number)),
                SeriesHistory.create(new NoBlocks(), new Revisions(1), new CalendarVersions()));
    }

    private static final class NoBlocks implements BlockStore {
        @Override
        public byte @Nullable [] get(Table table, long key) {
            return null;
        }

        @Override
        public void put(Table table, long key, byte[] value) {}

        @Override
        public void remove(Table table, long key) {}
    }
}
