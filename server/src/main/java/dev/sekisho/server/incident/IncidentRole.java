package dev.sekisho.server.incident;

/** What somebody does in a case. One leads it at a time. */
public enum IncidentRole {
    LEAD,
    HANDLER,
    FORENSICS,
    COMMUNICATION,
    LEGAL,
    /** Sees the case and changes nothing. */
    OBSERVER
}
