package dev.sekisho.server.ledger;

import dev.sekisho.ledger.checkpoint.Checkpoint;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** What the log gives out: its state, proofs of single entries, and all of it. */
@Controller
class LogPages {
    private final EvidenceProofs proofs;
    private final EvidenceList evidence;

    LogPages(EvidenceProofs proofs, EvidenceList evidence) {
        this.proofs = proofs;
        this.evidence = evidence;
    }

    @GetMapping("/evidence/log")
    @Requires(EvidencePermissions.READ)
    View log(PageContext page) throws IOException {
        Optional<SignedCheckpoint> last = proofs.checkpoint();
        if (last.isEmpty()) {
            return page.show("ledger/empty-log.jte", Map.of());
        }
        Checkpoint checkpoint = last.get().checkpoint();
        String key = proofs.verifierKey().map(VerifierKey::toString).orElse("");
        LogView view = new LogView(
                checkpoint.origin(), checkpoint.size(), checkpoint.root().toString(), key);
        return page.show(
                "ledger/log.jte", Map.of("log", view, "mayExport", evidence.holdsOnGroup(EvidencePermissions.READ)));
    }

    @GetMapping("/evidence/log/checkpoint")
    @Requires(EvidencePermissions.READ)
    ResponseEntity<byte[]> checkpoint() {
        SignedCheckpoint checkpoint = proofs.checkpoint().orElseThrow(Refusal::notFound);
        return file("checkpoint-" + checkpoint.size(), checkpoint.encode());
    }

    @GetMapping("/evidence/log/key")
    @Requires(EvidencePermissions.READ)
    ResponseEntity<byte[]> key() throws IOException {
        VerifierKey key = proofs.verifierKey().orElseThrow(Refusal::notFound);
        return file("evidence.vkey", (key + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/evidence/log/export.zip")
    @Requires(EvidencePermissions.READ)
    void export(HttpServletResponse response) throws IOException {
        if (!evidence.holdsOnGroup(EvidencePermissions.READ)) {
            throw Refusal.notFound();
        }
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"evidence-log.zip\"");
        response.setHeader("Cache-Control", "no-store");
        proofs.export(response.getOutputStream());
    }

    @GetMapping("/evidence/{id}/proof")
    @Requires(EvidencePermissions.READ)
    ResponseEntity<byte[]> proof(@PathVariable UUID id) throws IOException {
        return file(id + ".tlog-proof", proofs.proof(id));
    }

    @GetMapping("/evidence/{id}/opening")
    @Requires(EvidencePermissions.READ)
    ResponseEntity<byte[]> opening(@PathVariable UUID id) {
        return file(id + ".opening", proofs.opening(id));
    }

    private static ResponseEntity<byte[]> file(String name, byte[] content) {
        return ResponseEntity.ok()
                .header("Content-Type", "text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .body(content);
    }
}
