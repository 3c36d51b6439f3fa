package io.joulestream.local.clickhouse;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Query parameters as the C interface takes them; the memory must outlive the call, so keep a reference. */
final class ChdbParameters {
    final Pointer[] names;
    final long[] nameLengths;
    final Pointer[] values;
    final long[] valueLengths;

    ChdbParameters(Map<String, String> parameters) {
        int count = parameters.size();
        names = new Pointer[count];
        nameLengths = new long[count];
        values = new Pointer[count];
        valueLengths = new long[count];
        int i = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            byte[] name = parameter.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] value = parameter.getValue().getBytes(StandardCharsets.UTF_8);
            names[i] = copy(name);
            nameLengths[i] = name.length;
            values[i] = copy(value);
            valueLengths[i] = value.length;
            i++;
        }
    }

    private static Pointer copy(byte[] bytes) {
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }
}
