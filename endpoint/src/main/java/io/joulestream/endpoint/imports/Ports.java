package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.BatchStore;
import io.joulestream.endpoint.store.Store;
import java.time.ZoneId;

/**
 * What imports work with.
 *
 * @param topic that the log appends to
 * @param defaultZone of definitions without one
 */
public record Ports(
        EventLog log, Visibility visibility, String topic, Store store, BatchStore batches, ZoneId defaultZone) {}
