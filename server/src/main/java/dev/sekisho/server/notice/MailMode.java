package dev.sekisho.server.notice;

/** When somebody wants mail. */
public enum MailMode {
    AT_ONCE,
    /** All of a day in one. */
    DAILY,
    /** The inbox alone. */
    NEVER
}
