package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.tabular.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;

/** Log and store may be away: a batch waits for them, says so, and ends only where somebody cancels it. */
final class Patience {
    private static final long PAUSE_MILLIS = 500;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Batch batch;
    private final Visibility visibility;
    private final String topic;

    Patience(Batch batch, Visibility visibility, String topic) {
        this.batch = batch;
        this.visibility = visibility;
        this.topic = topic;
    }

    /** Somebody wants the batch undone. */
    static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** A step that may be taken again. */
    interface Step<T> {
        T take() throws StoreUnavailable, LogUnavailable, IOException, Refusal, InterruptedException;
    }

    <T> T until(Step<T> step) throws IOException, Refusal, InterruptedException, Cancelled {
        while (true) {
            goOn();
            try {
                T result = step.take();
                if (!batch.row().waitsFor().isEmpty()) {
                    batch.waitsFor("");
                }
                return result;
            } catch (StoreUnavailable e) {
                batch.waitsFor("the store: " + e.getMessage());
            } catch (LogUnavailable e) {
                batch.waitsFor("the log: " + e.getMessage());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    void goOn() throws Cancelled {
        if (batch.cancelled()) {
            throw new Cancelled();
        }
    }

    /** Waits until the store shows everything that is in the log now. */
    void awaitLogEnd() throws InterruptedException, Cancelled {
        // The first poll that ends from now on may have asked before.
        Progress progress = polledAfter(polledAfter(visibility.progress()));
        var ends = new TreeMap<Integer, Long>();
        for (Progress.Partition partition : progress.partitions()) {
            if (partition.end() > partition.begin()) {
                ends.put(partition.partition(), partition.end() - 1);
            }
        }
        Token token = new Token(topic, ends);
        while (!visibility.await(token, STEP)) {
            goOn();
            batch.waitsFor("the readings job, to see what is there already");
        }
        batch.waitsFor("");
    }

    private Progress polledAfter(Progress last) throws InterruptedException, Cancelled {
        Progress progress = visibility.progress();
        while (progress.trouble() != null || progress.polledMillis() <= last.polledMillis()) {
            goOn();
            batch.waitsFor(progress.trouble() == null ? "the end of the log" : "the log: " + progress.trouble());
            Thread.sleep(PAUSE_MILLIS / 20);
            progress = visibility.progress();
        }
        return progress;
    }
}
