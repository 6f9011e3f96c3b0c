package dev.sekisho.server.incident;

/** Who said it to whom. */
public enum CommunicationDirection {
    IN,
    OUT
}
