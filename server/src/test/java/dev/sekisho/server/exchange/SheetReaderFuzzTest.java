package dev.sekisho.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whatever comes is rows or is refused. */
class SheetReaderFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void filesNeverThrowAnythingElse(byte[] data) throws IOException {
        Path file = Files.createTempFile("sekisho-fuzz-", ".sheet");
        try {
            Files.write(file, data);
            SheetReader.read(file, row -> assertThat(row.cells()).hasSizeLessThanOrEqualTo(SheetReader.MOST_COLUMNS));
        } catch (UnreadableSheet refused) {
            assertThat(refused.textKey()).startsWith("sheet.unreadable.");
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void worksheetsNeverThrowAnythingElse(byte[] data) {
        String xml = new String(data, StandardCharsets.UTF_8);
        try (SheetXml part = new SheetXml(new PlainXml(new StringReader(xml)), "part")) {
            new WorksheetReader(
                            part,
                            List.of("shared"),
                            row -> assertThat(row.number()).isPositive())
                    .read();
        } catch (UnreadableSheet refused) {
            assertThat(refused.textKey()).startsWith("sheet.unreadable.");
        }
    }
}
