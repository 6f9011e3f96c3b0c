package dev.sekisho.extrusion.application;

/**
 * An application found in one connection or exchange.
 *
 * @param application what was found
 * @param sign what gave it away
 * @param evidence what was seen, as a clause such as {@code the server's name is relay.example}
 */
public record Recognition(Application application, Sign sign, String evidence) {

    /** What gave an application away, the surest first. */
    public enum Sign {
        OPENING("first bytes", 0.99),
        USER_AGENT("user agent", 0.97),
        PATH("request path", 0.97),
        ALPN("application protocol offered", 0.97),
        SERVER_NAME("server name", 0.95),
        CERTIFICATE("certificate", 0.95),
        FINGERPRINT("TLS fingerprint", 0.85),
        NETWORK("address of the provider", 0.85),
        BEHAVIOUR("behaviour", 0.8);

        private final String text;
        private final double confidence;

        Sign(String text, double confidence) {
            this.text = text;
            this.confidence = confidence;
        }

        /** What it is, in words for the user. */
        public String text() {
            return text;
        }

        /** How far this sign alone is to be trusted, between 0 and 1; an order, not a probability. */
        public double confidence() {
            return confidence;
        }
    }
}
