package dev.sekisho.server.console;

import dev.sekisho.server.scope.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The version of a thing as an entity tag (RFC 9110, section 8.8.3): a number in quotes. */
public final class EntityTag {
    private EntityTag() {}

    /** The thing with its tag. */
    public static <T> ResponseEntity<T> tagged(T body, int version) {
        return ResponseEntity.ok().eTag("\"" + version + "\"").body(body);
    }

    /** The version that a changing request names in {@code If-Match}. Without one it is refused. */
    public static int required(@Nullable String ifMatch) {
        if (ifMatch == null || !ifMatch.matches("\"[0-9]{1,9}\"")) {
            throw new Refusal(Refusal.Reason.PRECONDITION_REQUIRED, "If-Match", "refusal.ifMatch");
        }
        return Integer.parseInt(ifMatch.substring(1, ifMatch.length() - 1));
    }
}
