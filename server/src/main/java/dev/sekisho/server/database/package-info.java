/**
 * The database and the ways of asking it: the embedded PostgreSQL and its roles, migrations, lists that page by key, ids.
 * It knows no room.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sekisho.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
