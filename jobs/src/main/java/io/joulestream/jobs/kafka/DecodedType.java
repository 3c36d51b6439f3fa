package io.joulestream.jobs.kafka;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * {@link Decoded} to Flink. It is normally chained to the source and never serialized; where it is, it travels as the
 * bytes of its record and is decoded again. It is never kept in state, and no key.
 */
final class DecodedType extends TypeInformation<Decoded> {
    private final ReadingDecoder decoder;

    DecodedType(ReadingDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public TypeSerializer<Decoded> createSerializer(SerializerConfig config) {
        return new Serializer(decoder);
    }

    @Override
    public Class<Decoded> getTypeClass() {
        return Decoded.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof DecodedType;
    }

    @Override
    public boolean equals(Object other) {
        return canEqual(other);
    }

    @Override
    public int hashCode() {
        return DecodedType.class.hashCode();
    }

    @Override
    public String toString() {
        return "Decoded";
    }

    private static final class Serializer extends TypeSerializer<Decoded> {
        private final ReadingDecoder decoder;

        Serializer(ReadingDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        /** With a decoder of its own: decoders are not thread-safe. */
        @Override
        public TypeSerializer<Decoded> duplicate() {
            return new Serializer(decoder.fresh());
        }

        @Override
        public Decoded createInstance() {
            return new Decoded();
        }

        @Override
        public Decoded copy(Decoded from) {
            return copy(from, new Decoded());
        }

        @Override
        public Decoded copy(Decoded from, Decoded reuse) {
            from.copyTo(reuse);
            return reuse;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Decoded decoded, DataOutputView out) throws IOException {
            out.writeInt(decoded.partition());
            out.writeLong(decoded.offset());
            out.writeLong(decoded.receivedMillis());
            writeBytes(decoded.rawKey(), out);
            writeBytes(decoded.raw(), out);
            String replay = decoded.replay();
            out.writeBoolean(replay != null);
            if (replay != null) {
                out.writeUTF(replay);
            }
        }

        @Override
        public Decoded deserialize(DataInputView in) throws IOException {
            return deserialize(new Decoded(), in);
        }

        @Override
        public Decoded deserialize(Decoded reuse, DataInputView in) throws IOException {
            Decoded decoded = decoder.decode(in.readInt(), in.readLong(), in.readLong(), readBytes(in), readBytes(in));
            decoded.replays(in.readBoolean() ? in.readUTF() : null);
            return copy(decoded, reuse);
        }

        @Override
        public void copy(DataInputView in, DataOutputView out) throws IOException {
            serialize(deserialize(in), out);
        }

        private static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
            out.writeInt(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                out.write(bytes);
            }
        }

        private static byte @Nullable [] readBytes(DataInputView in) throws IOException {
            int length = in.readInt();
            if (length < 0) {
                return null;
            }
            var bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Serializer;
        }

        @Override
        public int hashCode() {
            return Serializer.class.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<Decoded> snapshotConfiguration() {
            throw new UnsupportedOperationException("Decoded is never kept in state");
        }
    }
}
