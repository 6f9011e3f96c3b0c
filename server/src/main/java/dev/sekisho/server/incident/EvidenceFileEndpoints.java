package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Files come in and go out, for people and for programs. What goes out is always a download of unknown kind: no browser
 * opens or runs it.
 */
@Controller
@Tag(name = "incidents")
class EvidenceFileEndpoints {
    private final Incidents incidents;
    private final EvidenceFiles files;
    private final FileVault vault;

    EvidenceFileEndpoints(Incidents incidents, EvidenceFiles files, FileVault vault) {
        this.incidents = incidents;
        this.files = files;
        this.vault = vault;
    }

    @PostMapping(path = "/incidents/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(IncidentPermissions.CHANGE)
    String upload(
            @PathVariable UUID id,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes redirect)
            throws IOException {
        if (file.isEmpty()) {
            throw Refusal.invalid("file", "incident.invalid.empty");
        }
        try (InputStream bytes = file.getInputStream()) {
            files.add(id, Objects.requireNonNullElse(file.getOriginalFilename(), ""), bytes, note.strip());
        }
        redirect.addFlashAttribute("notice", "incident.done.file");
        return "redirect:/incidents/" + id;
    }

    @GetMapping("/incidents/{id}/files/{file}")
    @Requires(IncidentPermissions.READ)
    void download(@PathVariable UUID id, @PathVariable UUID file, HttpServletResponse response) throws IOException {
        send(id, file, response);
    }

    @GetMapping("/api/v1/incidents/{id}/files")
    @ResponseBody
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Lists the evidence files")
    List<EvidenceFile> list(@PathVariable UUID id) {
        return files.of(incidents.get(id).id());
    }

    @PostMapping(path = "/api/v1/incidents/{id}/files", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseBody
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Adds an evidence file", description = "The body is the file; at most 20 MB.")
    ResponseEntity<EvidenceFile> add(
            @PathVariable UUID id,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request)
            throws IOException {
        EvidenceFile added = files.add(id, name, request.getInputStream(), note);
        return ResponseEntity.created(URI.create("/api/v1/incidents/" + id + "/files/" + added.id()))
                .body(added);
    }

    @GetMapping("/api/v1/incidents/{id}/files/{file}")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Reads an evidence file")
    void read(@PathVariable UUID id, @PathVariable UUID file, HttpServletResponse response) throws IOException {
        send(id, file, response);
    }

    private void send(UUID id, UUID file, HttpServletResponse response) throws IOException {
        EvidenceFile found = files.get(incidents.get(id).id(), file);
        try (InputStream bytes = vault.open(found.digest())) {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(found.size());
            response.setHeader(
                    "Content-Disposition",
                    ContentDisposition.attachment()
                            .filename(found.name(), StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            bytes.transferTo(response.getOutputStream());
        }
    }
}
