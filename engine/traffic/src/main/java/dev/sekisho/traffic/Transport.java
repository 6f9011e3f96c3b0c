package dev.sekisho.traffic;

/** The transport protocol of a connection. */
public enum Transport {
    TCP,
    UDP
}
