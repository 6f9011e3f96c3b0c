package dev.sekisho.server.incident;

/** How bad an incident is for the group, whatever its state. */
public enum IncidentSeverity {
    /** A nuisance that one person settles. */
    LOW("secondary"),
    /** Work of one unit suffers, or little and harmless data is concerned. */
    MEDIUM("azure"),
    /** Several units or customers suffer, or data that is worth protecting is concerned. */
    HIGH("orange"),
    /** The group, its customers or people are in danger, or an authority must be told. */
    CRITICAL("red");

    private final String colour;

    IncidentSeverity(String colour) {
        this.colour = colour;
    }

    /** The colour of its badge. */
    public String colour() {
        return colour;
    }

    /** Whether a second person must look before such an incident is closed. */
    public boolean needsSecondPerson() {
        return compareTo(HIGH) >= 0;
    }
}
