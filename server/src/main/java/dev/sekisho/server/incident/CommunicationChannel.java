package dev.sekisho.server.incident;

/** By which way something was said. */
public enum CommunicationChannel {
    MAIL,
    TELEPHONE,
    MEETING,
    CHAT,
    LETTER,
    /** The form of an authority or of another body. */
    PORTAL
}
