package dev.sekisho.traffic.tls;

import dev.sekisho.traffic.CertificateFacts;
import org.jspecify.annotations.Nullable;

/** Reads the facts of server certificates. */
final class Certificates {
    private static final ThreadLocal<Certificates> OF_THREAD = ThreadLocal.withInitial(Certificates::new);

    private Certificates() {}

    static Certificates ofThread() {
        return OF_THREAD.get();
    }

    @Nullable
    CertificateFacts read(byte[] bytes, int offset, int length) {
        return null;
    }
}
