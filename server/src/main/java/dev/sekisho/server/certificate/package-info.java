/**
 * The certificate authority that the server makes for itself, and the certificate by which browsers reach it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sekisho.server.certificate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
