package dev.sekisho.server.database;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes ids of version 7 (RFC 9562, section 5.7): 48 bits of Unix time in milliseconds, then 74 random bits. They are
 * made here and not in the database, since an outside server may be older than the function for it.
 */
public final class Uuids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuids() {}

    /** A new id, unique without asking anybody. Ids of later milliseconds are greater. */
    public static UUID next() {
        long high = (System.currentTimeMillis() << 16) | VERSION_7 | (RANDOM.nextInt() & 0xfff);
        long low = VARIANT | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
