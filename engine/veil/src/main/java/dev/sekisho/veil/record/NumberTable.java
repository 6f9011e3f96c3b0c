package dev.sekisho.veil.record;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds v from v G, for the service that is entitled to v: a table of the first 2^bits multiples and steps of that size.
 * Takes time that depends on v.
 *
 * <p>The table keeps 8 bytes of each encoding in an open hash; a hit is confirmed by multiplying. Immutable and safe for use
 * by several threads.
 */
public final class NumberTable {
    private static final int BATCH = 1024;

    private final int bits;
    private final long[] marks;
    private final int[] numbers;
    private final Element step;

    /**
     * Makes a table.
     *
     * @param bits from 4 to 20; 20 takes 24 MiB and less than a second of processor time
     */
    public NumberTable(int bits) {
        if (bits < 4 || bits > 20) {
            throw new IllegalArgumentException("bits must be between 4 and 20, but are " + bits);
        }
        this.bits = bits;
        int size = 1 << bits;
        this.marks = new long[2 * size];
        this.numbers = new int[2 * size];
        java.util.Arrays.fill(numbers, -1);
        Element half = Element.GENERATOR.times(Scalar.ONE.halved());
        Element next = Element.IDENTITY;
        List<Element> halves = new ArrayList<>(BATCH);
        for (int first = 0; first < size; first += halves.size()) {
            halves.clear();
            for (int i = 0; i < Math.min(BATCH, size); i++) {
                halves.add(next);
                next = next.plus(half);
            }
            List<Element> multiples = Element.doubles(halves);
            for (int i = 0; i < multiples.size(); i++) {
                put(multiples.get(i), first + i);
            }
        }
        this.step = Element.GENERATOR.times(Scalar.of(size));
    }

    private void put(Element multiple, int number) {
        long mark = mark(multiple);
        int place = place(mark);
        while (numbers[place] >= 0) {
            place = (place + 1) % numbers.length;
        }
        marks[place] = mark;
        numbers[place] = number;
    }

    private static long mark(Element element) {
        byte[] bytes = element.encode();
        long mark = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            mark = (mark << 8) | (bytes[i] & 0xff);
        }
        return mark;
    }

    private int place(long mark) {
        return (int) ((mark * 0x9e3779b97f4a7c15L) >>> (64 - bits - 1));
    }

    /** The number v below a limit with v G = element; empty if there is none. */
    public OptionalLong find(Element element, long limit) {
        Element rest = element;
        for (long base = 0; base < limit; base += 1L << bits) {
            long mark = mark(rest);
            for (int place = place(mark); numbers[place] >= 0; place = (place + 1) % numbers.length) {
                if (marks[place] == mark) {
                    long number = base + numbers[place];
                    if (number < limit
                            && ElementTable.ofGenerator()
                                    .times(Scalar.of(number))
                                    .equals(element)) {
                        return OptionalLong.of(number);
                    }
                }
            }
            rest = rest.minus(step);
        }
        return OptionalLong.empty();
    }
}
