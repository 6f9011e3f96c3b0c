package dev.sekisho.bench.synthetic;

import java.util.SplittableRandom;

/** How busy people are by the hour of the day (UTC), for synthetic traffic. */
final class OfficeHours {
    /** Share of the busiest hour. */
    private static final double[] ACTIVITY = {
        0.01, 0.01, 0.01, 0.01, 0.01, 0.02, 0.08, 0.3, 0.8, 1, 1, 0.9, 0.5, 0.8, 1, 0.95, 0.85, 0.6, 0.3, 0.15, 0.1,
        0.06, 0.03, 0.02
    };

    private static final long HOUR = 3_600 * Actor.SECOND;

    private OfficeHours() {}

    /** The time {@code pause} of busy time after {@code now}: a slack hour lets less of it pass. */
    static long later(long now, long pause, SplittableRandom random) {
        double left = pause * (0.8 + 0.4 * random.nextDouble());
        long at = now;
        while (true) {
            double activity = ACTIVITY[(int) Math.floorMod(at / HOUR, 24L)];
            long rest = HOUR - Math.floorMod(at, HOUR);
            if (left <= rest * activity) {
                return at + Math.max(1, (long) (left / activity));
            }
            left -= rest * activity;
            at += rest;
        }
    }
}
