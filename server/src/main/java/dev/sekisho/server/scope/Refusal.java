package dev.sekisho.server.scope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is understood and refused. It names a text that tells the person what was expected, what came and what
 * to do.
 */
public final class Refusal extends RuntimeException {
    /** Why, and so with which status (RFC 9110, section 15). */
    public enum Reason {
        /** There is no such thing, or none that the one who asks may see: the two are not told apart. */
        NOT_FOUND(404),
        FORBIDDEN(403),
        /** Something in the database stands against it. */
        CONFLICT(409),
        /** The thing has changed since it was read (If-Match). */
        STALE(412),
        INVALID(422),
        /** A change must name the version that it changes (RFC 6585). */
        PRECONDITION_REQUIRED(428),
        TOO_MANY(429);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Reason reason;
    private final String textKey;
    private final List<Object> arguments;
    private final @Nullable String field;

    /** Takes the name of the field that is wrong, if it is one; the key of the text, and what stands in it. */
    public Refusal(Reason reason, @Nullable String field, String textKey, Object... arguments) {
        super(textKey + List.of(arguments));
        this.reason = reason;
        this.field = field;
        this.textKey = textKey;
        this.arguments = List.of(arguments);
    }

    public static Refusal notFound() {
        return new Refusal(Reason.NOT_FOUND, null, "refusal.notFound");
    }

    public static Refusal invalid(String field, String textKey, Object... arguments) {
        return new Refusal(Reason.INVALID, field, textKey, arguments);
    }

    public Reason reason() {
        return reason;
    }

    public @Nullable String field() {
        return field;
    }

    public String textKey() {
        return textKey;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
