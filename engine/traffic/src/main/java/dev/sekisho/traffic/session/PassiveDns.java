package dev.sekisho.traffic.session;

import org.jspecify.annotations.Nullable;

/** Under which name a client last asked for an address; remembers a bounded number of answers, newer ones first. */
final class PassiveDns {
    private static final int SLOTS = 1 << 15;

    private final @Nullable Answer[] answers = new Answer[SLOTS];

    private record Answer(String client, String address, String name) {}

    void put(String client, String address, String name) {
        answers[slot(client, address)] = new Answer(client, address, name);
    }

    @Nullable
    String nameOf(String client, String address) {
        Answer answer = answers[slot(client, address)];
        return answer != null && answer.client.equals(client) && answer.address.equals(address) ? answer.name : null;
    }

    private static int slot(String client, String address) {
        int hash = client.hashCode() * 31 + address.hashCode();
        return (hash ^ hash >>> 15) & SLOTS - 1;
    }
}
