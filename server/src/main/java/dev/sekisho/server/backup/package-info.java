/**
 * The whole server in one file and back: every schema as of one moment, while the server runs, and the files of keys, all
 * encrypted under a passphrase.
 *
 * <p>Promises: what is in a backup is one state of the database; a file that was altered, reordered or cut off anywhere is
 * refused before anything is restored; nothing is readable without the passphrase but when it was made. It does not hold
 * sessions: everybody signs in again. A forgotten passphrase cannot be replaced by anything.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database"})
package dev.sekisho.server.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
