package dev.sekisho.extrusion.evaluate;

/** What an alarm on a pair would be. */
enum PairLabel {
    /** A C&amp;C server that the row names: an alarm is right. */
    POSITIVE,
    /** Ordinary traffic of a benign input: an alarm is false. */
    NEGATIVE,
    /** A well-known service, spoken to by an infected machine: an alarm is false. */
    BACKGROUND,
    /** Nobody can say. */
    LEFT_OUT;

    static PairLabel of(ObservedPair pair, WellKnownServices services) {
        EvaluationRow row = pair.row;
        if (row.kind() == EvaluationRow.Kind.MALWARE && row.namesServer(pair.key.server(), pair.key.address())) {
            return POSITIVE;
        }
        if (!pair.leaves()) {
            return LEFT_OUT;
        }
        return switch (row.kind()) {
            case MALWARE -> services.contains(pair.key.server()) ? BACKGROUND : LEFT_OUT;
            case BENIGN -> NEGATIVE;
            case PROHIBITED, UNTRUSTED -> LEFT_OUT;
        };
    }

    boolean isNegative() {
        return this == NEGATIVE || this == BACKGROUND;
    }
}
