package io.joulestream.core.fold;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;

/** Turns the readings of one series, in time order, into spans. Immutable; O(1) a reading and a meter event. */
public abstract sealed class Fold permits CounterFold, DeltaFold, GaugeFold {

    /**
     * The fold that the definition asks for, in the calendar of its zone.
     *
     * @param events all there are; a counter alone heeds them
     */
    public static Fold of(SeriesDefinition definition, SiteCalendar calendar, MeterEvents events) {
        return switch (definition.kind()) {
            case COUNTER -> new CounterFold(definition, events);
            case DELTA -> new DeltaFold(definition, calendar);
            case GAUGE -> new GaugeFold(definition);
        };
    }

    /**
     * Takes the next reading: gives the spans that it completes and moves {@code state} on to it.
     *
     * @param tsMillis later than the reading in {@code state}
     */
    public abstract void advance(FoldState state, long tsMillis, long micros, Spans spans);

    /** The instant that decides to which windows the reading belongs (SEMANTICS 15: where a delta's span starts). */
    public long position(long tsMillis) {
        return tsMillis;
    }

    /** The last instant that the reading at {@code tsMillis} says something about while it is the newest. */
    public long frontier(long tsMillis) {
        return tsMillis;
    }

    /** Where what the reading at {@code tsMillis} tells by itself ends: nothing but a delta's tells of time after it. */
    public long end(long tsMillis) {
        return tsMillis;
    }

    /**
     * How far, in milliseconds, a reading's own span and position can lie from its timestamp: the readings of a
     * window, and those whose own spans touch it, lie within this distance of it. Zero where spans join neighbours.
     */
    public long reachMillis() {
        return 0;
    }
}
