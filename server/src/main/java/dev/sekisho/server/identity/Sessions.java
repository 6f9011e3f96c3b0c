package dev.sekisho.server.identity;

import dev.sekisho.server.scope.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of an account: seen and ended by their owner. Who knows a session's id has the session, so it is never shown. */
@Component
public final class Sessions {
    private final FindByIndexNameSessionRepository<? extends Session> repository;

    Sessions(FindByIndexNameSessionRepository<? extends Session> repository) {
        this.repository = repository;
    }

    /** The sessions of an account, the one used last first. */
    List<OwnSession> of(UUID account, String currentId) {
        return repository.findByPrincipalName(account.toString()).values().stream()
                .map(session -> new OwnSession(
                        handle(session.getId()),
                        session.getAttributeOrDefault(SignIn.DEVICE, ""),
                        session.getAttributeOrDefault(SignIn.ADDRESS, ""),
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        session.getId().equals(currentId)))
                .sorted(Comparator.comparing(OwnSession::lastUsed).reversed())
                .toList();
    }

    /** Ends one of an account's sessions. */
    void end(UUID account, String handle) {
        String id = repository.findByPrincipalName(account.toString()).keySet().stream()
                .filter(known -> handle(known).equals(handle))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        repository.deleteById(id);
    }

    /** Ends all sessions of an account. */
    void endAll(UUID account) {
        repository.findByPrincipalName(account.toString()).keySet().forEach(repository::deleteById);
    }

    private static String handle(String id) {
        return HexFormat.of().formatHex(Digests.of(id));
    }

    /**
     * A session as its owner sees it.
     *
     * @param handle by which it can be ended; says nothing about its id
     */
    public record OwnSession(
            String handle, String device, String address, Instant created, Instant lastUsed, boolean current) {}
}
