package dev.sekisho.veil.proof;

/** What an equality of two logarithms is proved for; its name goes into the challenge. */
public enum EqualityPurpose {
    /** One party's step in building a purpose key. */
    PURPOSE_KEY("purpose-key"),
    /** One transcryptor's step in building the key of a service for a purpose. */
    TARGET_KEY("target-key"),
    /** One transcryptor's step in building the pseudonym key of a service. */
    PSEUDONYM_KEY("pseudonym-key"),
    /** A transcryptor's share of a service's secret key. */
    SERVICE_KEY_SHARE("service-key-share"),
    /** A column holds the marker. */
    MASK("mask"),
    /** Two pseudonyms belong to the same identity. */
    MIGRATE("migrate");

    private final String text;

    EqualityPurpose(String text) {
        this.text = text;
    }

    /** The name. */
    public String text() {
        return text;
    }
}
