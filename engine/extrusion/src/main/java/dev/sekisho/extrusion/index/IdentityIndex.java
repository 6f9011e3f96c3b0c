package dev.sekisho.extrusion.index;

import static dev.sekisho.extrusion.index.Index.Leaning.HIGH;
import static dev.sekisho.extrusion.index.Index.Leaning.LOW;
import static dev.sekisho.extrusion.index.Index.Leaning.NONE;

/** Who client and server claim to be. */
public enum IdentityIndex implements Index {
    LITERAL(Description.yesNo(
            "literal",
            HIGH,
            "1 if the server is known by its address alone: neither Host, CONNECT target nor server name of TLS names it,"
                    + " nor a DNS answer to this client.",
            "The server has no name.",
            "The server has a name.",
            "The server is called by its bare address.")),
    UNUSED_NAME(Description.yesNo(
            "unused-name",
            HIGH,
            "1 if the requests name the server by its bare address although a DNS answer to this client had named it. Not a"
                    + " number where there are no requests.",
            "It asked for the server by name, then hides the name.",
            "It calls the server as it asked for it.",
            "It asked DNS for the server's name, but its requests bear the bare address instead.")),
    UNRESOLVED(Description.yesNo(
            "unresolved",
            HIGH,
            "1 if no DNS answer to this client named the server's address. Not a number where no DNS answers to this"
                    + " client are seen or a proxy asks for it.",
            "The client knew the address without asking.",
            "The client asked for the address.",
            "The client never asked DNS for this address.")),
    RANDOM_NAME(Description.share(
            "random-name",
            HIGH,
            "Share of neighbouring characters in the registered part of the name (without its zone) that are not among"
                    + " the 200 commonest letter pairs of Latin-written names. Not a number below 5 such pairs and for"
                    + " literals.",
            "The name looks made up by a machine.",
            "The name looks made up by people.",
            "The server's name looks made up by a machine: {value} of its letter pairs are unusual (ordinary:"
                    + " {ordinary}).")),
    UNUSUAL_ZONE(Description.yesNo(
            "unusual-zone",
            HIGH,
            "1 if the name ends in a zone other than a country, com, net, org, edu, gov, mil, int, info, io-like two"
                    + " letters or arpa. Not a number for literals.",
            "A zone where names are cheap, or none of the Internet's.",
            "A usual zone.",
            "The server's name lies in an unusual zone.")),
    ODD_PORT(Description.share(
            "odd-port",
            HIGH,
            "0 for a protocol on a port customary for it; 1 for readable HTTP on a port that is customary for TLS, TLS"
                    + " on port 80, and either on a port below 1024 that is customary for neither; 0.5 for either on any"
                    + " other port. Not a number for other protocols or where the port is not known.",
            "A protocol where it does not belong.",
            "A protocol where it belongs.",
            "It speaks on a port where this protocol does not belong.")),
    NO_AGENT(Description.share(
            "no-agent",
            HIGH,
            "Share of requests without user agent. Not a number without requests.",
            "The client does not say what it is.",
            "The client says what it is.",
            "{value} of the requests do not say which program sends them (ordinary: {ordinary}).")),
    ODD_AGENT(Description.share(
            "odd-agent",
            HIGH,
            "Share of requests whose user agent claims a browser in a form or spelling that no browser has, has characters that do"
                    + " not belong there, is shorter than 3 characters or mostly digits. Not a number without requests.",
            "A made-up user agent.",
            "A plausible user agent.",
            "{value} of the requests carry a user agent that no known kind of program sends (ordinary: {ordinary}).")),
    BROWSER_AGENT(Description.share(
            "browser-agent",
            NONE,
            "Share of requests whose user agent claims to be a browser. Not a number without requests.",
            "It says that it is a browser.",
            "It says that it is a program.",
            "{value} of the requests claim to come from a browser (ordinary: {ordinary}).")),
    AGENT_COMPANY(Description.share(
            "agent-company",
            LOW,
            "Share of the client's other HTTP servers to which it sends the same user agent as here (the first one"
                    + " here). Not a number below 4 HTTP servers or without user agent.",
            "The client's usual program.",
            "A program that speaks with this server alone.",
            "Only {value} of the client's other servers see this user agent (ordinary: {ordinary}).")),
    AGENTS(Description.amount(
            "agents",
            Unit.COUNT,
            HIGH,
            "Number of different user agents at this server, at most 8. Not a number without requests.",
            "Several programs, or one with several faces.",
            "One program.",
            "{value} different user agents speak with this server (ordinary: {ordinary}).")),
    TLS_WITHOUT_NAME(Description.share(
            "tls-without-name",
            HIGH,
            "Share of client hellos without a server name, open or encrypted. Not a number without TLS and on the ports of"
                    + " mail (25, 110, 143, 465, 587, 993, 995), whose programs name none.",
            "The client does not say whom it wants.",
            "The client says whom it wants.",
            "{value} of the TLS handshakes name no server (ordinary: {ordinary}).")),
    TLS_WITHOUT_ALPN(Description.share(
            "tls-without-alpn",
            HIGH,
            "Share of client hellos that offer no application protocol. Not a number without TLS.",
            "Not a modern browser.",
            "A browser or modern library.",
            "{value} of the TLS handshakes do not say what will be spoken, as every modern browser does (ordinary:"
                    + " {ordinary}).")),
    TLS_OLD(Description.share(
            "tls-old",
            HIGH,
            "Share of client hellos that offer nothing newer than TLS 1.1. Not a number without TLS.",
            "Outdated client.",
            "Current client.",
            "{value} of the TLS handshakes offer outdated versions only (ordinary: {ordinary}).")),
    RESUMED(Description.share(
            "resumed",
            NONE,
            "Share of answered TLS handshakes that resume an earlier session.",
            "It comes back.",
            "Each time anew.",
            "{value} of the TLS handshakes resume an earlier one (ordinary: {ordinary}).")),
    SELF_SIGNED(Description.yesNo(
            "self-signed",
            HIGH,
            "1 if the server's certificate is signed by itself. Not a number where no certificate is seen.",
            "Nobody vouches for the server.",
            "An authority vouches for the server.",
            "The server's certificate is signed by nobody but itself.")),
    CERTIFICATE_MISFIT(Description.yesNo(
            "certificate-misfit",
            HIGH,
            "1 if the certificate is not made out for the name asked for. Not a number where no certificate is seen or"
                    + " no name was asked for.",
            "The certificate belongs to something else.",
            "The certificate belongs to the server.",
            "The server's certificate is not made out for the name that the client asks for.")),
    CERTIFICATE_AGE(Description.amount(
            "certificate-age",
            Unit.DAYS,
            LOW,
            "Whole days from the start of the certificate's validity until it was seen, at least 0. Not a number where no"
                    + " certificate is seen.",
            "Established.",
            "Issued lately.",
            "The server's certificate is only {value} old (ordinary: {ordinary}).")),
    CERTIFICATE_VALIDITY(Description.amount(
            "certificate-validity",
            Unit.DAYS,
            NONE,
            "Days that the certificate is valid. Not a number where no certificate is seen.",
            "Home-made.",
            "Automatically renewed.",
            "The server's certificate is valid for {value} (ordinary: {ordinary}).")),
    CHAIN(Description.amount(
            "chain",
            Unit.COUNT,
            LOW,
            "Number of certificates that the server sends. Not a number where none is seen.",
            "A chain up to an authority.",
            "A lone certificate.",
            "The server sends {value} certificate(s) (ordinary: {ordinary}).")),
    FINGERPRINT_COMPANY(Description.share(
            "fingerprint-company",
            LOW,
            "Share of the client's other TLS servers that see the same client fingerprint (JA4, else JA3). Not a number"
                    + " below 4 TLS servers.",
            "The client's usual program.",
            "A program that speaks with this server alone.",
            "Only {value} of the client's other TLS servers see this TLS fingerprint (ordinary: {ordinary})."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
    private final Description description;

    IdentityIndex(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Family family() {
        return Family.IDENTITY;
    }
}
