package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.ristretto.Element;
import java.util.Arrays;

/**
 * Names of the places where results wait. A name changes every day, and only the user and the service can compute it.
 */
public final class Mailbox {
    /** Bytes of a name. */
    public static final int NAME_BYTES = 16;

    private Mailbox() {}

    /** The name for a pseudonym on a day (days since 1970 in UTC). */
    public static ByteString name(Element pseudonym, int day) {
        byte[] hash = Digests.sha256(new Octets()
                .text("SekishoVeilV1 mailbox")
                .element(pseudonym)
                .i4(day)
                .toBytes());
        return ByteString.of(Arrays.copyOf(hash, NAME_BYTES));
    }
}
