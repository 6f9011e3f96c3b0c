/**
 * The pages as a whole: layout, navigation, home, languages, the one table component. Rooms above it bring their own
 * entries through {@link dev.sekisho.server.console.NavigationEntry} and {@link dev.sekisho.server.console.HomeTile}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "scope", "exchange"})
package dev.sekisho.server.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
