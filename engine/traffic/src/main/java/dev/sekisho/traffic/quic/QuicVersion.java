package dev.sekisho.traffic.quic;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The families of QUIC versions whose Initial packets can be opened, with what their keys are derived from. */
enum QuicVersion {
    /** RFC 9001, section 5.2; drafts 33 and 34 use the same salt. */
    VERSION_1("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic ", Hello.TLS),
    /** RFC 9369, section 3.3. */
    VERSION_2("0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2 ", Hello.TLS),
    /** draft-ietf-quic-tls-29 to 32, section 5.2. */
    DRAFT_29("afbfec289993d24c9e9786f19c6111e04390a899", "quic ", Hello.TLS),
    /** draft-ietf-quic-tls-23 to 28, section 5.2. */
    DRAFT_23("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "quic ", Hello.TLS),
    /** draft-ietf-quic-tls-21 and 22, section 5.2. */
    DRAFT_22("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", "quic ", Hello.TLS),
    /** Google QUIC Q050: Google's own hello under QUIC's packet protection. */
    GOOGLE_Q050("504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", "quic ", Hello.GOOGLE),
    /** Google QUIC T050: TLS in Google's frames. */
    GOOGLE_T050("7ff579e5acd072915580304c43a2367c60488310", "quic ", Hello.TLS),
    /** Google QUIC T051, likewise. */
    GOOGLE_T051("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", "quic ", Hello.TLS);

    /** What an Initial packet's handshake is written in. */
    enum Hello {
        TLS,
        GOOGLE
    }

    private static final int NUMBER_1 = 1;
    private static final int NUMBER_2 = 0x6b3343cf;
    private static final int NUMBER_2_DRAFT = 0x709a50c4;
    private static final int Q050 = 0x51303530;
    private static final int T050 = 0x54303530;
    private static final int T051 = 0x54303531;
    private static final int MVFST_22 = 0xfaceb001;
    private static final int MVFST_27 = 0xfaceb002;
    private static final int MVFST_EXPERIMENTAL = 0xfaceb00e;
    private static final int MVFST_ALIAS = 0xfaceb010;

    private final String salt;
    private final String labelPrefix;
    private final Hello hello;

    QuicVersion(String salt, String labelPrefix, Hello hello) {
        this.salt = salt;
        this.labelPrefix = labelPrefix;
        this.hello = hello;
    }

    /** The family of a version number, null if its Initial packets cannot be opened. */
    static @Nullable QuicVersion of(int number) {
        return switch (number) {
            case NUMBER_1 -> VERSION_1;
            case NUMBER_2, NUMBER_2_DRAFT -> VERSION_2;
            case Q050 -> GOOGLE_Q050;
            case T050 -> GOOGLE_T050;
            case T051 -> GOOGLE_T051;
            case MVFST_22 -> DRAFT_22;
            case MVFST_27, MVFST_EXPERIMENTAL -> DRAFT_23;
            case MVFST_ALIAS -> DRAFT_29;
            default -> number >>> 8 == 0xff0000 ? ofDraft(number & 0xff) : ofOther(number);
        };
    }

    private static @Nullable QuicVersion ofDraft(int draft) {
        if (draft < 21 || draft > 34) {
            return null;
        }
        return draft >= 33 ? VERSION_1 : draft >= 29 ? DRAFT_29 : draft >= 23 ? DRAFT_23 : DRAFT_22;
    }

    /** Later versions of mvfst, and the numbers kept for forcing a negotiation (RFC 9000, section 15): the final salt. */
    private static @Nullable QuicVersion ofOther(int number) {
        return isGuess(number) ? VERSION_1 : null;
    }

    /** Whether the number does not say what the keys come from; then {@link #DRAFT_29} is worth a second try. */
    static boolean isGuess(int number) {
        return number >>> 12 == 0xfaceb || (number & 0x0f0f0f0f) == 0x0a0a0a0a;
    }

    /** The salt of HKDF-Extract. */
    byte[] salt() {
        return HexFormat.of().parseHex(salt);
    }

    /** What stands before "key", "iv" and "hp" in labels. */
    String labelPrefix() {
        return labelPrefix;
    }

    Hello hello() {
        return hello;
    }

    /** Whether frames are Google's, where type 8 carries the handshake. */
    boolean hasGoogleFrames() {
        return this == GOOGLE_Q050 || this == GOOGLE_T050 || this == GOOGLE_T051;
    }

    /** The two type bits of an Initial packet (RFC 9369, section 3.2). */
    int initialType() {
        return this == VERSION_2 ? 1 : 0;
    }

    /** The two type bits of a 0-RTT packet. */
    int zeroRttType() {
        return this == VERSION_2 ? 2 : 1;
    }

    /** The two type bits of a Retry packet. */
    int retryType() {
        return this == VERSION_2 ? 0 : 3;
    }
}
