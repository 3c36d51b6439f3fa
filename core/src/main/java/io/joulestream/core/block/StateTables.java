package io.joulestream.core.block;

import java.util.List;

/** The tables as they lie in the state. */
public interface StateTables extends BlockStore {

    /** The keys of a table, in no order. Costs the table: for small ones. */
    List<Long> keys(Table table);
}
