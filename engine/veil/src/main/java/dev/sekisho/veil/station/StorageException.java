package dev.sekisho.veil.station;

import java.io.IOException;

/** Something could not be put on the disk, so it was not taken: the sender keeps it and comes again later. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, IOException cause) {
        super(message, cause);
    }
}
