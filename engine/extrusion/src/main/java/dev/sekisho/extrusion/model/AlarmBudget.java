package dev.sekisho.extrusion.model;

/**
 * How many false alarms are bearable.
 *
 * @param falseAlarmsPerDay how many false alarms a day are bearable
 * @param pairsPerDay how many pairs of client and server a day are expected
 */
public record AlarmBudget(double falseAlarmsPerDay, double pairsPerDay) {

    /** One false alarm in 1,000 pairs. */
    public static final AlarmBudget DEFAULT = new AlarmBudget(1, 1_000);

    public AlarmBudget {
        if (!(falseAlarmsPerDay > 0)) {
            throw new IllegalArgumentException(
                    "bearable false alarms per day must be above 0, but are " + falseAlarmsPerDay);
        }
        if (!(pairsPerDay >= 1)) {
            throw new IllegalArgumentException("expected pairs per day must be at least 1, but are " + pairsPerDay);
        }
    }

    /** The share of ordinary pairs that may raise an alarm. */
    public double rate() {
        return Math.min(1, falseAlarmsPerDay / pairsPerDay);
    }
}
