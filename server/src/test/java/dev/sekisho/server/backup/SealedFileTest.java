package dev.sekisho.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.backup.Passphrase.KeyCost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is sealed comes back whole or not at all. */
class SealedFileTest {
    private static final KeyCost CHEAP = new KeyCost(64, 1, 1);
    private static final int SEALED = SealedOutput.CHUNK + SealedOutput.TAG;

    private static Passphrase passphrase() throws IOException {
        return Passphrase.of("correct horse battery");
    }

    private static byte[] sealed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealedOutput sealed = new SealedOutput(out, passphrase(), CHEAP)) {
            sealed.write(content);
            sealed.finish();
        }
        return out.toByteArray();
    }

    private static byte[] opened(byte[] sealed) throws IOException {
        try (SealedInput in = new SealedInput(new ByteArrayInputStream(sealed), passphrase())) {
            return in.readAllBytes();
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    @Test
    void comesBackAtEveryLength() throws IOException {
        for (int length :
                new int[] {0, 1, SealedOutput.CHUNK - 1, SealedOutput.CHUNK, SealedOutput.CHUNK + 1, 200_000}) {
            assertThat(opened(sealed(content(length)))).as("%d bytes", length).isEqualTo(content(length));
        }
    }

    @Test
    void refusesEveryCut() throws IOException {
        byte[] whole = sealed(content(3 * SealedOutput.CHUNK));
        for (int length : new int[] {
            0,
            SealedOutput.HEADER - 1,
            SealedOutput.HEADER,
            SealedOutput.HEADER + 1,
            SealedOutput.HEADER + SEALED,
            SealedOutput.HEADER + 2 * SEALED,
            whole.length - 1
        }) {
            assertThatThrownBy(() -> opened(Arrays.copyOf(whole, length)))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(BackupException.class);
        }
        assertThatThrownBy(() -> opened(Arrays.copyOf(whole, SealedOutput.HEADER + 2 * SEALED)))
                .hasMessage("the backup was altered or cut off at byte " + (SealedOutput.HEADER + SEALED)
                        + " or within " + SEALED + " bytes behind it");
    }

    @Test
    void refusesAlteredBytesAndChunksInAnotherOrder() throws IOException {
        byte[] whole = sealed(content(3 * SealedOutput.CHUNK));
        for (int at = SealedOutput.MAGIC.length; at < whole.length; at += 1009) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> opened(altered)).isInstanceOf(BackupException.class);
        }
        byte[] swapped = whole.clone();
        System.arraycopy(whole, SealedOutput.HEADER, swapped, SealedOutput.HEADER + SEALED, SEALED);
        System.arraycopy(whole, SealedOutput.HEADER + SEALED, swapped, SealedOutput.HEADER, SEALED);
        assertThatThrownBy(() -> opened(swapped)).isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> opened(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(BackupException.class);
    }

    @Test
    void refusesAnotherPassphraseAndCostsThatNobodyCanBear() throws IOException {
        byte[] whole = sealed(content(10));
        assertThatThrownBy(() -> new SealedInput(new ByteArrayInputStream(whole), Passphrase.of("another passphrase"))
                        .readAllBytes())
                .hasMessage("the passphrase is wrong, or the beginning of the backup was altered");
        byte[] costly = whole.clone();
        costly[SealedOutput.MAGIC.length + SealedOutput.SALT] = 0x7f;
        assertThatThrownBy(() -> opened(costly))
                .hasMessage("the backup's header is damaged: it asks for a key that costs too much");
        assertThatThrownBy(() -> opened("PK".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("this is not a backup of Sekisho, or not one of a kind that this version knows");
        assertThatThrownBy(() -> Passphrase.of("short"))
                .hasMessage("the passphrase of a backup must have at least 12 characters, but has 5");
    }
}
