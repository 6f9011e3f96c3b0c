package dev.sekisho.server.incident;

/** What has become of a task. */
public enum TaskState {
    OPEN,
    DONE,
    NOT_NEEDED
}
