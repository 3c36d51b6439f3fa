package io.joulestream.endpoint.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread asks Kafka about twice a second how far the job's consumer group is, and every 50 ms while a request
 * waits; all waiting requests share its answers.
 */
public final class KafkaVisibility implements Visibility {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaVisibility.class);
    private static final long FULL_POLL_MILLIS = 500;
    private static final long WAITED_POLL_MILLIS = 50;

    private final KafkaOffsets offsets;
    private final String topic;
    private final Thread poller;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition polled = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private int waiting;
    private boolean closed;
    private volatile Progress progress = Progress.NONE;

    public KafkaVisibility(String bootstrap, String topic, String group) {
        this.topic = topic;
        this.offsets = new KafkaOffsets(bootstrap, topic, group);
        this.poller = new Thread(this::pollUntilClosed, "visibility");
        poller.setDaemon(true);
        poller.start();
    }

    @Override
    public boolean await(Token token, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            waiting++;
            wanted.signal();
            while (!visible(token)) {
                if (left <= 0 || closed) {
                    return false;
                }
                left = polled.awaitNanos(left);
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private boolean visible(Token token) {
        List<Progress.Partition> partitions = progress.partitions();
        return token.topic().equals(topic)
                && token.offsets().entrySet().stream()
                        .allMatch(at -> at.getKey() < partitions.size()
                                && partitions.get(at.getKey()).next() > at.getValue());
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private void pollUntilClosed() {
        try (offsets) {
            long fullAt = System.nanoTime();
            while (pause(fullAt)) {
                boolean full = System.nanoTime() - fullAt >= 0;
                if (full) {
                    fullAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FULL_POLL_MILLIS);
                }
                poll(full);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the next poll is due; false when closed. */
    @SuppressWarnings("WaitNotInLoop") // waking early only polls early
    private boolean pause(long fullAt) throws InterruptedException {
        lock.lock();
        try {
            long left = fullAt - System.nanoTime();
            if (waiting > 0) {
                left = Math.min(left, TimeUnit.MILLISECONDS.toNanos(WAITED_POLL_MILLIS));
            }
            if (left > 0 && !closed) {
                wanted.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void poll(boolean full) throws InterruptedException {
        Progress next;
        try {
            next = full ? offsets.all(progress) : offsets.committed(progress);
        } catch (KafkaOffsets.Away e) {
            if (!e.getMessage().equals(progress.trouble())) {
                LOG.warn("Kafka does not say how far the readings job is: {}", e.getMessage());
            }
            next = progress.troubled(e.getMessage());
        }
        lock.lock();
        try {
            progress = next;
            polled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signal();
            polled.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            poller.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
