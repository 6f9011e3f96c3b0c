package dev.sekisho.server.backup;

import java.io.IOException;

/** A backup or a restoration that cannot be done; the message is for the operator. */
public final class BackupException extends IOException {
    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
