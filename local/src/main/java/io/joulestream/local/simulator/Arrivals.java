package io.joulestream.local.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What is on its way to the log. What arrives at the same instant comes in the order in which it was sent. Not thread-safe. */
final class Arrivals<E> {

    private final PriorityQueue<Underway<E>> underway = new PriorityQueue<>(
            Comparator.<Underway<E>>comparingLong(Underway::arrivalMillis).thenComparingLong(Underway::ordinal));
    private long ordinal;

    private record Underway<E>(long arrivalMillis, long ordinal, E event) {}

    void send(long arrivalMillis, E event) {
        underway.add(new Underway<>(arrivalMillis, ordinal++, event));
    }

    /** What arrives up to this instant and was not returned before, in the order of arrival. */
    List<E> until(long nowMillis) {
        var arrived = new ArrayList<E>();
        for (var first = underway.peek();
                first != null && first.arrivalMillis() <= nowMillis;
                first = underway.peek()) {
            underway.remove();
            arrived.add(first.event());
        }
        return arrived;
    }
}
