package dev.sekisho.traffic.tls;

/** Numbers of the TLS extensions that are looked at, from the IANA registry "TLS ExtensionType Values". */
final class ExtensionType {
    static final int SERVER_NAME = 0;
    static final int SUPPORTED_GROUPS = 10;
    static final int EC_POINT_FORMATS = 11;
    static final int SIGNATURE_ALGORITHMS = 13;
    static final int ALPN = 16;
    static final int SESSION_TICKET = 35;
    static final int PRE_SHARED_KEY = 41;
    static final int EARLY_DATA = 42;
    static final int SUPPORTED_VERSIONS = 43;
    static final int KEY_SHARE = 51;
    static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;
    static final int ENCRYPTED_SERVER_NAME = 0xffce;

    private ExtensionType() {}
}
