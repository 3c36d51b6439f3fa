package io.joulestream.jobs.activities;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What is under way between subtasks: each channel keeps its order, and which one comes next is chance. */
final class Channels {
    /** Processes a record that has arrived. */
    interface Arrival {
        void process() throws Exception;
    }

    private final Map<String, Deque<Arrival>> byName = new LinkedHashMap<>();
    /** Those with something under way. */
    private final List<Deque<Arrival>> busy = new ArrayList<>();

    void send(String channel, Arrival arrival) {
        Deque<Arrival> queue = byName.computeIfAbsent(channel, name -> new ArrayDeque<>());
        if (queue.isEmpty()) {
            busy.add(queue);
        }
        queue.add(arrival);
    }

    boolean isEmpty() {
        return busy.isEmpty();
    }

    void deliverOne(SplittableRandom random) throws Exception {
        int chosen = random.nextInt(busy.size());
        Deque<Arrival> queue = busy.get(chosen);
        Arrival arrival = queue.remove();
        if (queue.isEmpty()) {
            busy.remove(chosen);
        }
        arrival.process();
    }
}
