package io.joulestream.endpoint.store;

/** Where a record that could not be used is, and how many bytes it has. */
public record DeadLetterPlace(DeadLetterRow.Place place, long bytes) {}
