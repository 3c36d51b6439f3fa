/**
 * The log as the endpoint sees it: records appended with acknowledgement, tokens of what was appended, and how far the
 * readings job has made it visible. A token is compared partition by partition, never by a sum or a clock.
 * Start with {@code EventLog} and {@code Visibility}; the Kafka classes are their only implementations outside tests.
 */
@NullMarked
package io.joulestream.endpoint.log;

import org.jspecify.annotations.NullMarked;
