package io.joulestream.core.series;

import static io.joulestream.core.input.Refusals.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.input.Rejection;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=counter unit=kWh",
                "kind=counter unit=m3 modulus=100000 maxRate=2.5 quantity=gas name=Kitchen",
                "kind=counter unit=MWh signed=true expectedInterval=PT15M maxGap=P3D horizon=P10D",
                "kind=delta unit=Wh interval=PT30M stamp=end",
                "kind=delta unit=L interval=P1M",
                "kind=delta unit=L interval=P1D stamp=start",
                "kind=gauge unit=Cel hold=linear maxGap=PT2H",
                "kind=gauge unit='1' levels=true",
                "kind=gauge unit=W lat=-37.8136 lon=144.9631 quantity=électricité"
            })
    void readsBackWhatItWrote(String text) throws Rejection {
        SeriesDefinition definition = SeriesDefinition.of(fields(text.split(" ")), ZoneId.of("America/St_Johns"));
        var out = new ByteSink(16);
        DefinitionBytes.write(out, definition);
        out.writeByte(7);
        var in = new ByteSource(out.toByteArray());
        assertEquals(definition, DefinitionBytes.read(in));
        assertEquals(7, in.readByte());
        assertFalse(in.hasMore());
    }

    @Test
    void keepsThatThereIsNone() {
        var out = new ByteSink(16);
        DefinitionBytes.write(out, null);
        assertEquals(null, DefinitionBytes.read(new ByteSource(out.toByteArray())));
    }
}
