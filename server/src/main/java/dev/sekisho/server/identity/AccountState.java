package dev.sekisho.server.identity;

/** Whether an account may be used. */
public enum AccountState {
    /** It was made and has no password yet. */
    INVITED,
    ACTIVE,
    DISABLED
}
