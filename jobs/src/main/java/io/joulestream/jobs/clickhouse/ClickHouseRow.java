package io.joulestream.jobs.clickhouse;

/** One row of one table, which writes itself as ClickHouse's RowBinary. */
public interface ClickHouseRow {
    /** Writes every column of the table's DDL, in the DDL's order. Keeps no reference to {@code out}. */
    void writeTo(RowBinaryWriter out);
}
