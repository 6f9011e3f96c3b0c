package dev.sekisho.server.notice;

/** How far a mail has come. */
public enum MailState {
    /** For its hour, for more to gather, or to be tried again. */
    WAITING,
    /** All of it was sent and the mail server is about to answer. */
    HANDING_OVER,
    SENT,
    /** The mail server refused it for good, or it was tried too often. */
    FAILED,
    /** The server or the connection ended while the mail server was about to answer: it may have gone out or not. */
    IN_DOUBT
}
