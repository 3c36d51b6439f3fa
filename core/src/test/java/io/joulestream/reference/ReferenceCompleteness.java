package io.joulestream.reference;

/** Rule 27 of one day, as whole numbers. */
public record ReferenceCompleteness(
        long end, long lengthMs, long expected, long actual, long longestGapMs, long measuredMs) {}
