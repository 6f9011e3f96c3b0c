package dev.sekisho.traffic.session;

import dev.sekisho.traffic.address.IpAddress;
import org.jspecify.annotations.Nullable;

/** Addresses in text form, each made once as long as it is in use. */
final class AddressTexts {
    private static final int SLOTS = 1 << 12;

    private final long[] highs = new long[SLOTS];
    private final long[] lows = new long[SLOTS];
    private final @Nullable String[] texts = new String[SLOTS];

    String of(long high, long low) {
        int slot = Endpoint.hash(high, low, 0) & SLOTS - 1;
        String text = texts[slot];
        if (text == null || lows[slot] != low || highs[slot] != high) {
            text = IpAddress.text(high, low);
            texts[slot] = text;
            highs[slot] = high;
            lows[slot] = low;
        }
        return text;
    }
}
