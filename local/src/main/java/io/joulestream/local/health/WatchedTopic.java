package io.joulestream.local.health;

import io.joulestream.local.kafka.Lag;

/**
 * A topic, and how far its job has read it.
 *
 * @param job the one that reads it
 * @param group whose offsets it commits
 */
record WatchedTopic(String name, String job, String group, Asked<Lag> lag) {

    /** What findings about it are about. */
    String subject() {
        return "topic " + name;
    }
}
