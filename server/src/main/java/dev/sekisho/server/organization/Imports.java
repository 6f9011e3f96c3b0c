package dev.sekisho.server.organization;

import dev.sekisho.server.console.Texts;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.exchange.SheetReader;
import dev.sekisho.server.exchange.SheetRow;
import dev.sekisho.server.exchange.UnreadableSheet;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.organization.Import.Kind;
import dev.sekisho.server.organization.Import.Policy;
import dev.sekisho.server.organization.Import.RowState;
import dev.sekisho.server.scope.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists of people and units that come in, in two steps: the first keeps the list and tells what it would change, the second
 * does exactly that, in one transaction, or nothing.
 */
@Component
@Transactional(readOnly = true)
public class Imports {
    private static final int ROWS_AT_ONCE = 2000;
    private static final int LONGEST_FILE_NAME = 200;

    private final ImportStore store;
    private final PeopleImport people;
    private final UnitImport units;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Texts texts;
    private final Clock clock;

    Imports(
            ImportStore store,
            PeopleImport people,
            UnitImport units,
            JdbcClient jdbc,
            Ledger ledger,
            Texts texts,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.units = units;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.texts = texts;
        this.clock = clock;
    }

    /** Keeps a list and finds out what it would change; changes nothing. */
    @Transactional
    public Import begin(Kind kind, Policy policy, String fileName, ZoneId zone, Path file) throws IOException {
        String name = fileName.replaceAll("\\p{Cntrl}", "");
        UUID id = store.begin(
                kind,
                policy,
                name.substring(0, Math.min(name.length(), LONGEST_FILE_NAME)),
                digest(file),
                clock.instant());
        Staging staging = new Staging(id, kind, zone);
        try {
            SheetReader.read(file, staging::row);
        } catch (UnreadableSheet e) {
            throw Refusal.invalid("file", e.textKey(), e.arguments().toArray());
        }
        staging.end();
        switch (kind) {
            case PEOPLE -> people.compare(id);
            case UNITS -> units.compare(id);
        }
        return get(kind, id);
    }

    private static byte[] digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes the rows of a file and keeps them some thousand at a time. */
    private final class Staging {
        private final UUID id;
        private final Kind kind;
        private final ZoneId zone;
        private final List<StagedRow> waiting = new ArrayList<>();
        private @Nullable Function<SheetRow, StagedRow> check;

        Staging(UUID id, Kind kind, ZoneId zone) {
            this.id = id;
            this.kind = kind;
            this.zone = zone;
        }

        void row(SheetRow row) {
            if (check == null) {
                check = check(row);
                return;
            }
            waiting.add(check.apply(row));
            if (waiting.size() == ROWS_AT_ONCE) {
                store.stage(id, waiting);
                waiting.clear();
            }
        }

        private Function<SheetRow, StagedRow> check(SheetRow heading) {
            LocalDate today = LocalDate.now(clock.withZone(zone));
            return switch (kind) {
                case PEOPLE ->
                    new PeopleImport.Check(
                            ImportColumns.of(heading, texts, "people", PeopleImport.NEEDED, PeopleImport.OPTIONAL),
                            today)::check;
                case UNITS ->
                    units.check(
                            ImportColumns.of(heading, texts, "units", UnitImport.NEEDED, UnitImport.OPTIONAL),
                            zone.getId(),
                            today)::check;
            };
        }

        void end() {
            store.stage(id, waiting);
            if (check == null) {
                throw Refusal.invalid("file", "import.invalid.empty");
            }
        }
    }

    /** The import, if it is of the one who acts. */
    public Import get(Kind kind, UUID id) {
        return store.find(id).filter(found -> found.kind() == kind).orElseThrow(Refusal::notFound);
    }

    Slice<ImportRow> slice(Kind kind, UUID id, ListQuery query) {
        get(kind, id);
        return ImportStore.ROWS.slice(jdbc, query.with("import", id.toString()));
    }

    int count(UUID id, ListQuery query) {
        return ImportStore.ROWS.count(jdbc, query.with("import", id.toString()));
    }

    void forEach(Kind kind, UUID id, ListQuery query, Consumer<ImportRow> sink) {
        get(kind, id);
        ImportStore.ROWS.forEach(jdbc, query.with("import", id.toString()), sink);
    }

    /**
     * Does what the first step told. Refuses if the digest is not that of the list, if it was done before, if the policy
     * forbids it, or if somebody has meanwhile changed what the list would change.
     */
    @Transactional
    public Import apply(Kind kind, UUID id, String digest, ZoneId zone) {
        Import found = get(kind, id);
        if (!found.digest().equals(digest)) {
            throw Refusal.invalid("digest", "import.invalid.digest");
        }
        if (!store.markApplied(id)) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "import.invalid.applied");
        }
        if (!found.isApplicable()) {
            throw new Refusal(
                    Refusal.Reason.CONFLICT,
                    null,
                    "import.invalid.stopped",
                    found.count(RowState.CHANGED),
                    found.count(RowState.REFUSED));
        }
        LocalDate today = LocalDate.now(clock.withZone(zone));
        boolean withChanges = found.policy() == Policy.UPDATE;
        boolean done = switch (kind) {
            case PEOPLE -> people.apply(id, withChanges, today);
            case UNITS -> units.apply(id, withChanges, today);
        };
        if (!done) {
            throw new Refusal(Refusal.Reason.STALE, null, "import.invalid.stale");
        }
        ledger.record(new Evidence(
                kind == Kind.PEOPLE ? "people.imported" : "units.imported",
                Unit.GROUP,
                id,
                Map.of(
                        "file",
                        found.fileName(),
                        "digest",
                        found.digest(),
                        "policy",
                        found.policy().name(),
                        "added",
                        Integer.toString(found.count(RowState.NEW)),
                        "changed",
                        Integer.toString(withChanges ? found.count(RowState.CHANGED) : 0))));
        return get(kind, id);
    }
}
