package dev.sekisho.server.organization;

import dev.sekisho.server.organization.Import.Kind;
import dev.sekisho.server.organization.Import.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes files that are uploaded, into a file of our own naming, which is gone when it has been read. */
@Component
class ImportUploads {
    private final Imports imports;

    ImportUploads(Imports imports) {
        this.imports = imports;
    }

    Import begin(Kind kind, Policy policy, MultipartFile upload, ZoneId zone) throws IOException {
        Path file = Files.createTempFile("sekisho-import-", ".upload");
        try (InputStream in = upload.getInputStream()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            String name = upload.getOriginalFilename();
            return imports.begin(kind, policy, name == null ? "" : name, zone, file);
        } finally {
            Files.delete(file);
        }
    }
}
