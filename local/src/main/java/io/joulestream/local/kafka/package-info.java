/**
 * A real Kafka broker (KRaft, one node) in a JVM of its own, and the topics.
 * What a producer was told is stored survives kill -9, and no topic that holds readings ever forgets by itself.
 * Start with {@code KafkaBroker}.
 */
@NullMarked
package io.joulestream.local.kafka;

import org.jspecify.annotations.NullMarked;
