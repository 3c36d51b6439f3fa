package io.joulestream.endpoint;

import io.joulestream.core.histogram.ReadingTimes;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the readings of the series were that were asked for lately. While the job commits nothing new, an answer takes no
 * query; otherwise it takes one of what changed since, beside that of the definition.
 *
 * <p>What changed is told by revisions, which of one series grow in the order of its log. But while the job writes, a later
 * one may be visible before an earlier one. So the next look starts at a revision behind which all is known to be visible:
 * one that was seen before the log's ends were, once the job has committed those.
 */
final class KeptTimes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTimes.class);
    /** Of the heap, for all series together. */
    private static final double SHARE = 0.25;

    /** Also of those that have no readings, or too many, for which there is nothing but the entry. */
    private static final int MOST_SERIES = 10_000;

    /** More changes than these are read anew with all the rest. */
    private static final int MOST_CHANGES = 100_000;

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MILLIS = 100;
    /** What nobody writes away, such as a table put back from a copy, is seen after this time. */
    private static final long LONGEST_KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Store store;
    private final Visibility visibility;
    private final Definitions definitions;
    private final long mostBytes;
    /** The one asked for last is the last. */
    private final Map<SeriesKey, Kept> series = new LinkedHashMap<>(16, 0.75f, true);

    private final ExecutorService loader;

    KeptTimes(Store store, Visibility visibility, Definitions definitions) {
        this(store, visibility, definitions, (long) (Runtime.getRuntime().maxMemory() * SHARE));
    }

    /** @param mostBytes for all series together; one that needs more is never kept */
    KeptTimes(Store store, Visibility visibility, Definitions definitions, long mostBytes) {
        this.store = store;
        this.visibility = visibility;
        this.definitions = definitions;
        this.mostBytes = mostBytes;
        this.loader = Executors.newSingleThreadExecutor(Definitions::daemon);
    }

    /** What an answer needs. */
    interface Use<T> {
        /** @param times the caller must not change nor keep them */
        T of(Optional<Store.Defined> defined, ReadingTimes times, long revision);
    }

    private static final class Kept {
        final long loadedNanos = System.nanoTime();
        /** Null until they are loaded. */
        @Nullable
        ReadingTimes times;

        volatile long bytes;
        Optional<Store.Defined> defined = Optional.empty();
        /** What was committed when the rest was read. */
        List<Long> committed = List.of();
        /** The greatest revision that was seen. */
        long revision;
        /** All of the series with this revision or a lesser one was visible when the times were read. */
        long sinceRevision;
        /** A revision that becomes {@link #sinceRevision}, once all that the log had received when it was seen is committed. */
        @Nullable
        Seen seen;
    }

    /** A revision, and where the log ended after it was seen; null: not known yet. */
    private record Seen(
            long revision, long millis, @Nullable Map<Integer, Long> ends) {

        Seen at(Progress progress) {
            return ends == null && progress.polledMillis() > millis ? new Seen(revision, millis, ends(progress)) : this;
        }

        boolean committed(Progress progress) {
            return ends != null
                    && progress.partitions().stream()
                            .allMatch(partition ->
                                    partition.next() >= ends.getOrDefault(partition.partition(), partition.end()));
        }

        private static Map<Integer, Long> ends(Progress progress) {
            Map<Integer, Long> ends = new HashMap<>();
            progress.partitions().forEach(partition -> ends.put(partition.partition(), partition.end()));
            return ends;
        }
    }

    /** Uses what is kept, as of what is committed; nothing where it is not kept, which may change soon. */
    <T> Optional<T> use(SeriesKey key, Use<T> use) throws StoreUnavailable, InterruptedException {
        Progress progress = visibility.progress();
        List<Long> committed = progress.committed();
        if (committed.isEmpty()) {
            return Optional.empty();
        }
        Kept kept = find(key);
        synchronized (kept) {
            ReadingTimes times = kept.times;
            if (times == null) {
                return Optional.empty();
            }
            if (!committed.equals(kept.committed) && !refresh(key, kept, times, progress, committed)) {
                forget(key, kept);
                return Optional.empty();
            }
            return Optional.of(use.of(kept.defined, times, kept.revision));
        }
    }

    /** The entry of the series; a new one is being loaded. */
    private Kept find(SeriesKey key) {
        synchronized (series) {
            Kept known = series.get(key);
            if (known != null && System.nanoTime() - known.loadedNanos < LONGEST_KEPT_NANOS) {
                return known;
            }
            Kept fresh = new Kept();
            series.put(key, fresh);
            if (series.size() > MOST_SERIES) {
                series.remove(series.keySet().iterator().next());
            }
            loader.execute(() -> load(key, fresh));
            return fresh;
        }
    }

    private void forget(SeriesKey key, Kept kept) {
        synchronized (series) {
            series.remove(key, kept);
        }
    }

    private boolean refresh(SeriesKey key, Kept kept, ReadingTimes times, Progress progress, List<Long> committed)
            throws StoreUnavailable, InterruptedException {
        Seen seen = kept.seen == null ? null : kept.seen.at(progress);
        boolean settled = seen != null && seen.committed(progress);
        var definition = definitions.ask(key);
        List<Store.ChangedTime> changes = store.changedTimes(key, kept.sinceRevision, MOST_CHANGES);
        long afterwards = System.currentTimeMillis();
        if (changes.size() == MOST_CHANGES) {
            return false;
        }
        for (Store.ChangedTime change : changes) {
            if (change.deleted()) {
                times.remove(change.tsMillis());
            } else {
                times.add(change.tsMillis());
            }
            kept.revision = Math.max(kept.revision, change.revision());
        }
        // Not before this look: it found what had become visible since that revision was seen.
        if (seen != null && settled) {
            kept.sinceRevision = seen.revision;
            seen = null;
        }
        kept.seen =
                seen != null || kept.revision == kept.sinceRevision ? seen : new Seen(kept.revision, afterwards, null);
        kept.defined = Definitions.get(definition, key);
        kept.committed = committed;
        kept.bytes = times.estimatedBytes();
        return true;
    }

    private void load(SeriesKey key, Kept kept) {
        try {
            var watched = new Watched(
                    key.tenant(),
                    List.of(key.series()),
                    Watched.RAW,
                    PointsHandler.EARLIEST_MILLIS,
                    PointsHandler.LATEST_MILLIS);
            long revision = store.latestRevisions(watched).getOrDefault(key.series(), 0L);
            Progress progress = awaitCommitted(new Seen(revision, System.currentTimeMillis(), null));
            var times = new ReadingTimes();
            boolean fits = true;
            if (progress != null) {
                long most = mostBytes / 4;
                store.readingTimes(key, ts -> {
                    times.add(ts);
                    return times.size() < most;
                });
                fits = times.size() < most && times.estimatedBytes() < mostBytes;
            }
            if (progress == null) {
                forget(key, kept);
            } else if (fits) {
                keep(key, kept, times, revision);
            }
        } catch (StoreUnavailable e) {
            LOG.info("the times of {} are not kept: {}", key, e.getMessage());
            forget(key, kept);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first change after the load is seen by the first use, as nothing is committed for it yet. */
    private void keep(SeriesKey key, Kept kept, ReadingTimes times, long revision) {
        kept.bytes = times.estimatedBytes();
        synchronized (kept) {
            kept.times = times;
            kept.revision = revision;
            kept.sinceRevision = revision;
        }
        synchronized (series) {
            long bytes =
                    series.values().stream().mapToLong(other -> other.bytes).sum();
            var eldest = series.entrySet().iterator();
            while (bytes > mostBytes && eldest.hasNext()) {
                var candidate = eldest.next();
                if (!candidate.getKey().equals(key)) {
                    bytes -= candidate.getValue().bytes;
                    eldest.remove();
                }
            }
        }
    }

    /** Waits until all that was visible is committed; null: it took too long. */
    private @Nullable Progress awaitCommitted(Seen unplaced) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        Seen seen = unplaced;
        while (System.nanoTime() - deadline < 0) {
            Progress progress = visibility.progress();
            seen = seen.at(progress);
            if (progress.trouble() == null && seen.committed(progress)) {
                return progress;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return null;
    }

    @Override
    public void close() {
        loader.shutdownNow();
    }
}
