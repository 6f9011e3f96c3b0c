package dev.sekisho.server.incident;

/** What an entry of the timeline tells. */
public enum EntryKind {
    FACT,
    ACTION,
    DECISION,
    COMMUNICATION,
    /** The server's own note of a change of the case. */
    CHANGE
}
