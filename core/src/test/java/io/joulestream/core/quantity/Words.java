package io.joulestream.core.quantity;

import java.util.Random;

/** Random 64-bit numbers of every size, small ones as often as large ones. */
final class Words {
    private Words() {}

    static long any(Random random) {
        return random.nextLong() >> random.nextInt(64);
    }

    static long positive(Random random) {
        return Math.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
    }
}
