package dev.sekisho.veil.record;

import java.util.Optional;

/**
 * What became of an input: accepted with what it says, or rejected with the reason.
 *
 * @param <T> what an accepted input says
 */
public sealed interface Checked<T> {
    /**
     * It holds.
     *
     * @param <T> what it says
     * @param value the same
     */
    record Accepted<T>(T value) implements Checked<T> {}

    /**
     * It was turned away.
     *
     * @param <T> what it would have said
     * @param reason why
     */
    record Rejected<T>(Rejection reason) implements Checked<T> {}

    /** An accepted input. */
    static <T> Checked<T> accepted(T value) {
        return new Accepted<>(value);
    }

    /** A rejected one. */
    static <T> Checked<T> rejected(Rejection reason) {
        return new Rejected<>(reason);
    }

    /** What it says, if it was accepted. */
    default Optional<T> ifAccepted() {
        return this instanceof Accepted<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** Why it was turned away, if it was. */
    default Optional<Rejection> ifRejected() {
        return this instanceof Rejected<T>(Rejection reason) ? Optional.of(reason) : Optional.empty();
    }
}
