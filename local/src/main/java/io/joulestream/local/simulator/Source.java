package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/** One meter, sensor or person: readings in the order of time, without end. Not thread-safe. */
interface Source {

    /** The next one, later than all before; its time may lie in the future. */
    Reading next();

    /** What might be sent by mistake instead of the value: another one, and one that the series takes. */
    BigDecimal mistaken(BigDecimal value, SplittableRandom random);
}
