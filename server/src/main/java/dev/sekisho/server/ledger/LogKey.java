package dev.sekisho.server.ledger;

import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.SignatureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that signs checkpoints. It lies in the database, so that all servers on it sign alike, encrypted (AES-256-GCM)
 * under a key that follows from the file of secrets, which does not. It is made once, with the name of the log, when the
 * first evidence is sequenced; neither changes afterwards.
 */
@Component
class LogKey {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String PURPOSE = "sekisho/ledger/signing-key/v1";

    private final JdbcClient jdbc;
    private final Path secrets;
    private final String name;
    private final SecureRandom random = new SecureRandom();

    LogKey(
            JdbcClient jdbc,
            @Value("${sekisho.key-file}") Path secrets,
            @Value("${sekisho.public-url}") URI publicAddress) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.name = publicAddress.getHost() + "/evidence";
    }

    /** The key; made if there is none. Within the transaction of the sequencer, which is one at a time. */
    NoteSigner signer() {
        Optional<NoteSigner> known = jdbc.sql("select name, seed from ledger.signing_key")
                .query((row, number) ->
                        NoteSigner.ofSeed(row.getString("name"), SignatureType.NOTE, decrypt(row.getBytes("seed"))))
                .optional();
        if (known.isPresent()) {
            return known.get();
        }
        byte[] seed = NoteSigner.newSeed(random);
        jdbc.sql("insert into ledger.signing_key (name, seed) values (:name, :seed)")
                .param("name", name)
                .param("seed", encrypt(seed))
                .update();
        return NoteSigner.ofSeed(name, SignatureType.NOTE, seed);
    }

    private byte[] encrypt(byte[] seed) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, seed);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private byte[] decrypt(byte[] box) {
        return run(
                Cipher.DECRYPT_MODE, Arrays.copyOf(box, NONCE_BYTES), Arrays.copyOfRange(box, NONCE_BYTES, box.length));
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Mac derivation = Mac.getInstance("HmacSHA256");
            derivation.init(new SecretKeySpec(Files.readAllBytes(secrets), "HmacSHA256"));
            byte[] key = derivation.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (IOException e) {
            throw new UncheckedIOException("the file of secrets " + secrets + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the log's key in the database does not fit the file " + secrets
                            + "; servers on one database need the same file of secrets",
                    e);
        }
    }
}
