package dev.sekisho.server.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/** What protects a backup. It is never shown; {@link #key} makes the key of a file of it (Argon2id, RFC 9106). */
public final class Passphrase {
    /** The environment variable that holds it where no file is named. */
    public static final String VARIABLE = "SEKISHO_BACKUP_PASSPHRASE";

    private static final int SHORTEST = 12;
    private static final int KEY_BYTES = 32;

    private final byte[] secret;

    private Passphrase(byte[] secret) {
        this.secret = secret;
    }

    /** Takes the passphrase; refuses one that is shorter than 12 characters. */
    public static Passphrase of(String text) throws BackupException {
        if (text.length() < SHORTEST) {
            throw new BackupException("the passphrase of a backup must have at least " + SHORTEST
                    + " characters, but has " + text.length());
        }
        return new Passphrase(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads it from the first line of a file or, without one, from {@value #VARIABLE}. */
    public static Passphrase read(@Nullable Path file, Map<String, String> environment) throws IOException {
        if (file != null) {
            return of(Files.readString(file).lines().findFirst().orElse(""));
        }
        String given = environment.get(VARIABLE);
        if (given == null) {
            throw new BackupException(
                    "a backup needs a passphrase: name a file that holds it with --passphrase-file, or set "
                            + VARIABLE);
        }
        return of(given);
    }

    byte[] key(byte[] salt, KeyCost cost) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(cost.memoryKibibytes())
                .withIterations(cost.iterations())
                .withParallelism(cost.lanes())
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(secret, key);
        return key;
    }

    @Override
    public String toString() {
        return "a passphrase";
    }

    /** How much trying a passphrase costs; stands in the file. */
    record KeyCost(int memoryKibibytes, int iterations, int lanes) {
        static final KeyCost NOW = new KeyCost(64 << 10, 3, 1);

        private static final int MOST_MEMORY = 256 << 10;
        private static final int MOST_ITERATIONS = 16;
        private static final int MOST_LANES = 8;

        /** Whether a file that says so may be tried: a forged one must not take all memory. */
        boolean isBearable() {
            return memoryKibibytes >= 8 * lanes
                    && memoryKibibytes <= MOST_MEMORY
                    && iterations >= 1
                    && iterations <= MOST_ITERATIONS
                    && lanes >= 1
                    && lanes <= MOST_LANES;
        }
    }
}
