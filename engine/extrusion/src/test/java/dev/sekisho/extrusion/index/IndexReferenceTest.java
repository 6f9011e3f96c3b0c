package dev.sekisho.extrusion.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IndexReferenceTest {
    private static final Path PAGE = Path.of("../../docs/indexes.md");

    /** Run with {@code -Dsekisho.update=true} to write the page anew. */
    @Test
    void pageInTheDocumentsIsUpToDate() throws IOException {
        if (Boolean.getBoolean("sekisho.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, IndexReference.page());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(IndexReference.page());
    }
}
