package io.joulestream.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long from, long toInclusive) {
        return random.nextLong(from, toInclusive + 1);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> List<T> shuffled(List<T> items) {
        var result = new ArrayList<>(items);
        for (int i = result.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            result.set(i, result.set(j, result.get(i)));
        }
        return result;
    }
}
