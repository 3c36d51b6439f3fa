package io.joulestream.jobs.readings;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;

/** Events of one batch that wait in state until the series' recomputation is done. */
@SuppressWarnings("ArrayRecordComponent") // bytes of the state: never compared
record HeldEvents(int partition, byte[] events) {

    /** An event and all that follow it in its batch. */
    static HeldEvents of(int partition, LoggedEvent first, EventReader rest) {
        EventWriter writer = new EventWriter();
        writer.add(first.event(), first.offset(), first.receivedMillis());
        while (rest.hasNext()) {
            LoggedEvent next = rest.next();
            writer.add(next.event(), next.offset(), next.receivedMillis());
        }
        return new HeldEvents(partition, writer.toByteArray());
    }

    byte[] write() {
        ByteSink out = new ByteSink(events.length + 8);
        out.writeUnsigned(partition);
        out.writeBytes(events);
        return out.toByteArray();
    }

    static HeldEvents read(byte[] bytes) {
        ByteSource in = new ByteSource(bytes);
        return new HeldEvents(in.readInt(), in.readBytes());
    }
}
