package dev.sekisho.ledger;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of reading bytes from outside: the value, or why there is none.
 *
 * @param <T> what is read
 */
public sealed interface Parsed<T> {
    /** The value that was read. */
    record Value<T>(T value) implements Parsed<T> {}

    /**
     * Nothing could be read.
     *
     * @param reason what was expected and what came, as part of a sentence
     */
    record Fault<T>(String reason) implements Parsed<T> {}

    /** A value. */
    static <T> Parsed<T> value(T value) {
        return new Value<>(value);
    }

    /** The absence of a value, with its reason. */
    static <T> Parsed<T> fault(String reason) {
        return new Fault<>(reason);
    }

    /** Reads on from the value. */
    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        return switch (this) {
            case Value<T>(T value) -> next.apply(value);
            case Fault<T>(String reason) -> fault(reason);
        };
    }

    /** The value, if there is one. */
    default Optional<T> toOptional() {
        return switch (this) {
            case Value<T>(T value) -> Optional.of(value);
            case Fault<T> fault -> Optional.empty();
        };
    }

    /**
     * The value, where one that cannot be read would be a fault of this program.
     *
     * @throws IllegalArgumentException with the reason if there is none
     */
    default T orThrow() {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Fault<T>(String reason) -> throw new IllegalArgumentException(reason);
        };
    }
}
