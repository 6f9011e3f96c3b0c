package dev.sekisho.server.identity;

/** Where a grant stands. */
public enum GrantState {
    PLANNED,
    HELD,
    ENDED
}
