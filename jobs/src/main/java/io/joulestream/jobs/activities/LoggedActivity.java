package io.joulestream.jobs.activities;

/**
 * An accepted event of topic {@code activities}.
 *
 * @param key {@code tenant/source/id}
 * @param activity as {@link io.joulestream.core.activity.Activity#toByteArray} gave it; empty for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record LoggedActivity(String key, byte[] activity) {}
