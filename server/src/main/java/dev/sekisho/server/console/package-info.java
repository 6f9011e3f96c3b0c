/**
 * The pages as a whole: layout, navigation, home, languages, the one table component, search. Rooms above
 * it bring their own through {@link dev.sekisho.server.console.NavigationEntry}, {@link
 * dev.sekisho.server.console.HomeTile} and {@link dev.sekisho.server.console.SearchSource}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "scope", "exchange"})
package dev.sekisho.server.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
