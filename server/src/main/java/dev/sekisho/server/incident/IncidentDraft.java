package dev.sekisho.server.incident;

/** What the form of a new incident begins with. */
public record IncidentDraft(String title, String unitCode, IncidentSeverity severity, IncidentCategory category) {}
