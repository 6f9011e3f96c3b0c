package dev.sekisho.server.incident;

/** What it turned out to be. */
public enum IncidentOutcome {
    HARM,
    NO_HARM,
    FALSE_ALARM
}
