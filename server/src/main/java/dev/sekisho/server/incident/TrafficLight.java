package dev.sekisho.server.incident;

/** To whom what is written in a case may be passed on: the Traffic Light Protocol, version 2.0, of FIRST. */
public enum TrafficLight {
    CLEAR("TLP:CLEAR"),
    GREEN("TLP:GREEN"),
    AMBER("TLP:AMBER"),
    AMBER_STRICT("TLP:AMBER+STRICT"),
    RED("TLP:RED");

    private final String label;

    TrafficLight(String label) {
        this.label = label;
    }

    /** As it is written in every language. */
    public String label() {
        return label;
    }
}
