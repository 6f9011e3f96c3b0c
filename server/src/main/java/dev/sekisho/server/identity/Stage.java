package dev.sekisho.server.identity;

/** How far somebody has come with signing in. */
enum Stage {
    /** The password was right; the second factor is still to come. */
    PASSWORD_GIVEN,
    /** Everything was right. */
    SIGNED_IN;

    /** The name under which the filter chain knows it. */
    String authority() {
        return "STAGE_" + name();
    }
}
