package dev.sekisho.veil.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The published WebAssembly library of the same scheme (npm package {@code @nolai/libpep-wasm} 0.12.0) converts the same
 * inputs to the same bytes. The environment variable {@code SEKISHO_LIBPEP} names a folder in which it was installed.
 */
class InteroperabilityTest {
    private static final int CONVERSIONS = 50;
    private static final Random RANDOM = new Random(12);

    @Test
    void convertsLikeThePublishedLibrary() throws IOException, InterruptedException {
        String folder = System.getenv("SEKISHO_LIBPEP");
        Path script = Path.of("../../bench/veil/libpep.mjs");
        assumeTrue(folder != null, "SEKISHO_LIBPEP names no folder with @nolai/libpep-wasm");
        assumeTrue(Files.exists(script), "bench/veil/libpep.mjs is not there");
        assumeTrue(nodeRuns(), "node is not installed");
        StringBuilder lines = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < CONVERSIONS; i++) {
            Element key = Element.random(RANDOM::nextBytes);
            Ciphertext in = Ciphertext.encrypt(Element.random(RANDOM::nextBytes), key, scalar());
            Scalar r = scalar();
            Scalar s = scalar();
            Scalar k = scalar();
            lines.append(hex(in)).append(' ').append(key);
            for (Scalar each : new Scalar[] {r, s, k}) {
                lines.append(' ').append(HexFormat.of().formatHex(each.encode()));
            }
            lines.append('\n');
            // that library randomises first: its r is (s/k) r here
            Scalar after = s.times(k.inverted()).times(r);
            expected.append(hex(Transformation.transform(in, key, s, k, after))).append('\n');
        }

        Process node = new ProcessBuilder("node", script.toString(), folder)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        node.getOutputStream().write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        node.getOutputStream().close();
        String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(node.waitFor()).isZero();
        assertThat(answer).isEqualTo(expected.toString());
    }

    private static Scalar scalar() {
        return Scalar.random(RANDOM::nextBytes);
    }

    private static String hex(Ciphertext ciphertext) {
        byte[] bytes = new byte[Ciphertext.BYTES];
        ciphertext.encode(bytes, 0);
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean nodeRuns() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
