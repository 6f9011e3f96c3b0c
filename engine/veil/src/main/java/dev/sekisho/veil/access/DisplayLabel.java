package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.ristretto.Element;

/**
 * A pseudonym for people's eyes: {@code AID-} and 16 characters, 80 bits of its hash. Two pseudonyms of a population of 77.5
 * million share a label with probability below 3 in a billion; still, compare pseudonyms, not labels.
 */
public final class DisplayLabel {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int CHARACTERS = 16;

    private DisplayLabel() {}

    /** The label of a pseudonym. */
    public static String of(Element pseudonym) {
        byte[] hash = Digests.sha256(
                new Octets().text("SekishoVeilV1 aid").element(pseudonym).toBytes());
        StringBuilder label = new StringBuilder("AID-");
        for (int i = 0; i < CHARACTERS; i++) {
            int bit = 5 * i;
            int pair = ((hash[bit / 8] & 0xff) << 8) | (hash[bit / 8 + 1] & 0xff);
            label.append(ALPHABET.charAt((pair >> (11 - bit % 8)) & 31));
        }
        return label.toString();
    }
}
