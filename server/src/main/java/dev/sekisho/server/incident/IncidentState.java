package dev.sekisho.server.incident;

/** Whether somebody still works on it. */
public enum IncidentState {
    OPEN,
    CLOSED
}
