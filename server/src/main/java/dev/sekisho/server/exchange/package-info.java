/**
 * Lists that leave and enter the server as files. What a cell holds can never run as a formula.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sekisho.server.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
