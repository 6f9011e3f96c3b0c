package dev.sekisho.veil.ristretto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.variabletime.PublicSum;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Does the time depend on the secret? Two classes of secrets, one fixed and extreme, one random, are measured in random order;
 * Welch's t tells whether their means differ (Reparaz, Balasch, Verbauwhede: Dude, is my code constant time?, 2017). A value
 * beyond 10 is taken for a leak. That the method can find one is shown on arithmetic that does depend on its input.
 */
@Tag("long")
class ConstantTimeTest {
    private static final int SAMPLES = 40_000;
    private static final int WARM_UP = 20_000;
    private static final double LEAK = 10;
    private static final Random RANDOM = new Random(53);

    private static Scalar randomScalar() {
        return Scalar.random(RANDOM::nextBytes);
    }

    /** A scalar of many zero digits. */
    private static final Scalar EXTREME = Scalar.ONE;

    @Test
    void findsTheLeakOfArithmeticForPublicNumbers() {
        Element element = Element.random(RANDOM::nextBytes);
        double t = welch(
                EXTREME,
                ConstantTimeTest::randomScalar,
                scalar ->
                        new PublicSum().plus(new PublicScalar(scalar), element).value());
        assertThat(Math.abs(t)).as("t = %.1f", t).isGreaterThan(LEAK);
    }

    @Test
    void windowMultiplicationTakesTheSameTimeForEveryScalar() {
        Element element = Element.random(RANDOM::nextBytes);
        assertConstant(EXTREME, ConstantTimeTest::randomScalar, element::times);
    }

    @Test
    void fixedBaseMultiplicationTakesTheSameTimeForEveryScalar() {
        assertConstant(EXTREME, ConstantTimeTest::randomScalar, ElementTable.ofGenerator()::times);
    }

    @Test
    void manyScalarTableTakesTheSameTimeForEveryScalar() {
        ElementTable table = ElementTable.ofMoment(Element.random(RANDOM::nextBytes));
        assertConstant(EXTREME, ConstantTimeTest::randomScalar, table::times);
    }

    @Test
    void scalarInversionTakesTheSameTimeForEveryScalar() {
        assertConstant(EXTREME, ConstantTimeTest::randomScalar, Scalar::inverted);
    }

    @Test
    void decodingTakesTheSameTimeForEveryElementAndForNone() {
        byte[] none = new byte[32];
        Arrays.fill(none, (byte) 0xff);
        assertConstant(none, () -> Element.random(RANDOM::nextBytes).encode(), Element::decode);
    }

    private static <T> void assertConstant(T fixed, java.util.function.Supplier<T> random, Function<T, ?> operation) {
        double t = welch(fixed, random, operation);
        assertThat(Math.abs(t)).as("t = %.1f", t).isLessThan(LEAK);
    }

    private static <T> double welch(T fixed, java.util.function.Supplier<T> random, Function<T, ?> operation) {
        double best = Double.MAX_VALUE;
        // a compilation or another program in the middle of a run moves the means: a leak is there in every run
        for (int run = 0; run < 3; run++) {
            double t = run(fixed, random, operation);
            if (Math.abs(t) < Math.abs(best)) {
                best = t;
            }
        }
        return best;
    }

    private static <T> double run(T fixed, java.util.function.Supplier<T> random, Function<T, ?> operation) {
        double[][] times = new double[2][SAMPLES];
        int[] count = new int[2];
        for (int i = 0; i < WARM_UP + SAMPLES; i++) {
            int kind = RANDOM.nextInt(2);
            T made = random.get(); // for both classes, so that what happens before is the same
            T input = kind == 0 ? fixed : made;
            long before = System.nanoTime();
            Object result = operation.apply(input);
            long time = System.nanoTime() - before;
            assertThat(result).isNotNull();
            if (i >= WARM_UP) {
                times[kind][count[kind]++] = time;
            }
        }
        double[] zero = cropped(Arrays.copyOf(times[0], count[0]), times, count);
        double[] one = cropped(Arrays.copyOf(times[1], count[1]), times, count);
        return (mean(zero) - mean(one)) / Math.sqrt(variance(zero) / zero.length + variance(one) / one.length);
    }

    /** Leaves out what took longer than nine tenths of all: interruptions, not arithmetic. */
    private static double[] cropped(double[] sample, double[][] times, int[] count) {
        double[] all = new double[count[0] + count[1]];
        System.arraycopy(times[0], 0, all, 0, count[0]);
        System.arraycopy(times[1], 0, all, count[0], count[1]);
        Arrays.sort(all);
        double limit = all[all.length * 9 / 10];
        return Arrays.stream(sample).filter(time -> time <= limit).toArray();
    }

    private static double mean(double[] sample) {
        return Arrays.stream(sample).average().orElseThrow();
    }

    private static double variance(double[] sample) {
        double mean = mean(sample);
        return Arrays.stream(sample).map(time -> (time - mean) * (time - mean)).sum() / (sample.length - 1);
    }
}
