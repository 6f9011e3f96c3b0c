/**
 * Who acts, and on which units he may do what: the one place that decides scope.
 *
 * <p>Every transaction carries the account that acts ({@code sekisho.account}); the policies of every scoped table ask the
 * function {@code scope.units(permission)}. Without an account nothing is visible. The application role may call the
 * functions of this schema and can write none of its tables.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database"})
package dev.sekisho.server.scope;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
