package io.joulestream.core.series;

/** How a window is known, from the best to the worst (SEMANTICS 19). In the order of the tables' enumeration. */
public enum Quality {
    MEASURED,
    INTERPOLATED,
    PARTIAL
}
