package dev.sekisho.server.egress;

/** Where a sensor gets its traffic from. */
public enum SensorKind {
    /** Captures and logs that are dropped into a folder of the server. */
    FOLDER,
    /** Another machine that sends what it saw. */
    REMOTE,
    /** Made up, for trying out. */
    SAMPLE
}
