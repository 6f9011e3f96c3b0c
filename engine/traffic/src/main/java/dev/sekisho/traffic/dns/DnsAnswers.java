package dev.sekisho.traffic.dns;

/** Takes what DNS answers say. */
@FunctionalInterface
public interface DnsAnswers {
    /**
     * The client was told that {@code name} has {@code address}.
     *
     * @param name the name asked for, in lower case without a final dot
     * @param address in canonical text form
     * @param nanos packet time since the epoch
     */
    void resolved(String name, String address, long nanos);
}
