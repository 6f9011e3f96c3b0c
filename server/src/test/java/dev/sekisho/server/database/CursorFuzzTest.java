package dev.sekisho.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cursors come back from outside: whatever comes is a cursor or is refused. */
class CursorFuzzTest {
    @Test
    void comesBackAsItWentOut() {
        Cursor cursor = new Cursor(true, "見本, \"x\" 100%", UUID.fromString("019b0000-0000-7000-8000-000000000001"));

        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @FuzzTest(maxDuration = "10m")
    void neverThrowsAnythingElse(byte[] data) {
        try {
            assertThat(Cursor.parse(new String(data, StandardCharsets.UTF_8)).value())
                    .doesNotContain("\0");
        } catch (InvalidListQuery refused) {
            assertThat(refused.getMessage()).contains("cursor");
        }
    }
}
