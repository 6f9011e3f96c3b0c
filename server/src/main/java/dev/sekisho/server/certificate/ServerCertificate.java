package dev.sekisho.server.certificate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files by which the server proves who it is, all PEM.
 *
 * @param chain its certificate and those above it
 * @param key its private key
 * @param authority the certificate of our own authority, null if the certificate is somebody else's
 */
public record ServerCertificate(
        Path chain, Path key, @Nullable Path authority) {}
