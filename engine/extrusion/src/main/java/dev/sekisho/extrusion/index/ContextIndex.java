package dev.sekisho.extrusion.index;

import static dev.sekisho.extrusion.index.Index.Leaning.HIGH;
import static dev.sekisho.extrusion.index.Index.Leaning.LOW;
import static dev.sekisho.extrusion.index.Index.Leaning.NONE;

/** What else the client and the other clients do, and how the pair's connections go. */
public enum ContextIndex implements Index {
    CONNECTIONS(Description.amount(
            "connections",
            Unit.COUNT,
            NONE,
            "Number of connections kept in the window.",
            "Many connections.",
            "Few connections.",
            "{value} connections (ordinary: {ordinary}).")),
    TURNS(Description.amount(
            "turns",
            Unit.COUNT,
            NONE,
            "Median number of exchanges per established connection.",
            "Long conversations.",
            "One question per connection.",
            "{value} exchanges per connection (ordinary: {ordinary}).")),
    CONNECTION_LENGTH(Description.amount(
            "connection-length",
            Unit.SECONDS,
            NONE,
            "Median duration of established connections in seconds.",
            "Held open.",
            "Closed at once.",
            "Connections last {value} (ordinary: {ordinary}).")),
    LONGEST(Description.amount(
            "longest-connection",
            Unit.SECONDS,
            NONE,
            "Duration of the longest connection in seconds.",
            "A standing connection.",
            "Short connections only.",
            "One connection lasted {value} (ordinary: {ordinary}).")),
    TRICKLE(Description.amount(
            "trickle",
            Unit.NUMBER,
            HIGH,
            "Decimal logarithm of 1 + the seconds that the longest connection with at least 3 exchanges lasted, if the"
                    + " pair moved fewer than 200 payload bytes a second over its connections' total duration, else 0.",
            "A standing connection over which little is said.",
            "No standing connection, or a busy one.",
            "A standing connection carries hardly anything: 10^{value} s (ordinary: {ordinary}).")),
    UNUSED(Description.share(
            "unused-connections",
            HIGH,
            "Share of the connections heard from both sides that ended without any exchange. Not a number below three"
                    + " connections.",
            "It makes connections and drops them, as programs do that try again without checking the certificate.",
            "It uses the connections that it makes.",
            "{value} of its connections were made for nothing (ordinary: {ordinary}).")),
    LEFT_OPEN(Description.share(
            "left-open",
            HIGH,
            "Share of the connections heard from both sides, from the second one on, that began while one begun more"
                    + " than 10 s before still stood open. Not a number below three connections.",
            "It dials anew although it is still connected, as programs do that forget their connections.",
            "It uses its connection again or closes it first.",
            "{value} of its connections were made while an older one still stood open (ordinary: {ordinary}).")),
    REDIALS(Description.amount(
            "redials",
            Unit.COUNT,
            HIGH,
            "Longest row of connections with at most 2 exchanges each, of which every one starts after the one before it"
                    + " has ended and at most 10 s later.",
            "A new connection for every question, one after the other.",
            "Connections are kept or the client rests between them.",
            "The client connects {value} times in a row for a single question each (ordinary: {ordinary}).")),
    FAILURES(Description.share(
            "failures",
            HIGH,
            "Share of TCP connections that were never established and carried nothing, over all since the pair is known.",
            "The client insists although nobody is there.",
            "The server is there.",
            "{value} of its attempts to connect failed (ordinary: {ordinary}).")),
    SAME_PATH(Description.amount(
            "same-path",
            Unit.COUNT,
            HIGH,
            "At how many other servers this client asks for one of the paths asked for here, those that browsers ask"
                    + " every server for left out; the highest number over the paths. Not a number without requests for"
                    + " other paths.",
            "The same thing is tried at one server after the other.",
            "What is asked for is of this server.",
            "The client asks {value} other servers for exactly the same path (ordinary: {ordinary}).")),
    SAME_POST(Description.amount(
            "same-post",
            Unit.COUNT,
            HIGH,
            "To how many other servers this client sends bare POSTs with the same user agent and the same headers in"
                    + " the same order. Not a number without bare POSTs.",
            "One program reports to one server after the other.",
            "No other server gets such reports.",
            "The client posts to {value} other servers in exactly the same form (ordinary: {ordinary}).")),
    NAMELESS_COMPANY(Description.amount(
            "nameless-company",
            Unit.COUNT,
            HIGH,
            "At how many other servers without a name the client shows the same TLS fingerprint. Not a number for named"
                    + " servers and without TLS.",
            "One program calls bare addresses one after the other.",
            "No other bare addresses.",
            "The same program calls {value} other servers without a name (ordinary: {ordinary}).")),
    SERVER_CLIENTS(Description.amount(
            "server-clients",
            Unit.COUNT,
            LOW,
            "How many clients speak with this server. Not a number below 10 clients altogether.",
            "Everybody speaks with it.",
            "Nobody else speaks with it.",
            "Only {value} client(s) speak with this server (ordinary: {ordinary}).")),
    AGENT_CLIENTS(Description.amount(
            "agent-clients",
            Unit.COUNT,
            LOW,
            "How many clients send this user agent. Not a number below 10 clients altogether and without user agent.",
            "A program that many have.",
            "A program that nobody else has.",
            "Only {value} client(s) send this user agent (ordinary: {ordinary}).")),
    FINGERPRINT_CLIENTS(Description.amount(
            "fingerprint-clients",
            Unit.COUNT,
            LOW,
            "How many clients show this TLS fingerprint. Not a number below 10 clients altogether and without TLS.",
            "A program that many have.",
            "A program that nobody else has.",
            "Only {value} client(s) show this TLS fingerprint (ordinary: {ordinary})."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
    private final Description description;

    ContextIndex(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Family family() {
        return Family.CONTEXT;
    }
}
