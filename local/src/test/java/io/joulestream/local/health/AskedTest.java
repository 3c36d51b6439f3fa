package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskedTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void givesAllTheSameAnswerAlsoThoseThatComeWhileItIsAsked() throws Exception {
        var begun = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var fact = new Asked<>(() -> {
            begun.countDown();
            answer.await();
            return asked.incrementAndGet();
        });
        var first = CompletableFuture.supplyAsync(() -> get(fact));
        begun.await();
        var second = CompletableFuture.supplyAsync(() -> get(fact));
        answer.countDown();
        assertEquals(1, first.join());
        assertEquals(1, second.join());
        assertEquals(1, fact.get());
    }

    @Test
    void failsForAllAndAsksNoMore() {
        var fact = new Asked<Integer>(() -> {
            asked.incrementAndGet();
            throw new IllegalStateException("no route");
        });
        for (int i = 0; i < 2; i++) {
            assertEquals("no route", assertThrows(IOException.class, fact::get).getMessage());
        }
        assertEquals(1, asked.get());
    }

    private static int get(Asked<Integer> fact) {
        try {
            return fact.get();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
