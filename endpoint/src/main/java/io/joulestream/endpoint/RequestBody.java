package io.joulestream.endpoint;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A request's body, held in memory until it is closed. All bodies together take at most a share of the heap; a request
 * beyond that is told to come back.
 */
final class RequestBody implements AutoCloseable {
    static final int MAX_BYTES = 64 << 20;
    private static final int BLOCK = 64 << 10;

    private final Semaphore budget;
    private final List<Block> blocks = new ArrayList<>();
    private long length;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] bytes, int length) {}

    private RequestBody(Semaphore budget) {
        this.budget = budget;
    }

    /** The blocks of all bodies together: a quarter of the heap, and at least two bodies. */
    static Semaphore budget() {
        long bytes = Math.max(2L * MAX_BYTES, Runtime.getRuntime().maxMemory() / 4);
        return new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / BLOCK + 2));
    }

    static RequestBody read(Context ctx, Semaphore budget) throws IOException {
        if (ctx.req().getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        var body = new RequestBody(budget);
        try {
            body.fill(ctx.req().getInputStream());
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private void fill(InputStream in) throws IOException {
        while (true) {
            if (!budget.tryAcquire()) {
                throw Problem.busy("too many large bodies at once");
            }
            var bytes = new byte[BLOCK];
            int filled = in.readNBytes(bytes, 0, BLOCK);
            blocks.add(new Block(bytes, filled));
            length += filled;
            if (length > MAX_BYTES) {
                throw tooLarge();
            }
            if (filled < BLOCK) {
                return;
            }
        }
    }

    private static Problem tooLarge() {
        return new Problem(413, "body_too_large", "a body has at most " + MAX_BYTES + " bytes; send several requests")
                .with("allowed", MAX_BYTES)
                .header("Connection", "close");
    }

    long length() {
        return length;
    }

    /** The body from its start; may be called again. */
    InputStream open() {
        return new SequenceInputStream(Collections.enumeration(blocks.stream()
                .map(block -> new ByteArrayInputStream(block.bytes(), 0, block.length()))
                .toList()));
    }

    @Override
    public void close() {
        budget.release(blocks.size());
        blocks.clear();
    }
}
