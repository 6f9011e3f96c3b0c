package dev.sekisho.server.notice;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who people are. Implemented by the room that keeps accounts, which stands above this one; asked by the server itself, in a
 * transaction.
 */
public interface Recipients {
    /** The accounts that have a permission on a unit now. */
    Set<UUID> holding(String permission, UUID unit);

    /** An account, unless it is closed. */
    Optional<Recipient> find(UUID account);
}
