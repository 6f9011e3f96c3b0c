package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sekisho.traffic.BodyType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodySampleTest {

    @Test
    void tellsTypesByTheirFirstBytes() {
        assertThat(type("<!DOCTYPE html><html>")).isEqualTo(BodyType.HTML);
        assertThat(type("\u00ef\u00bb\u00bf\r\n <html lang=en>")).isEqualTo(BodyType.HTML);
        assertThat(type("<!-- c --><div>")).isEqualTo(BodyType.HTML);
        assertThat(type("<?xml version=\"1.0\"?><feed/>")).isEqualTo(BodyType.XML);
        assertThat(type("<?xml version=\"1.0\"?><svg/>")).isEqualTo(BodyType.IMAGE);
        assertThat(type("<soap:Envelope>")).isEqualTo(BodyType.XML);
        assertThat(type("{\"a\": 1}")).isEqualTo(BodyType.JSON);
        assertThat(type("[ {\"a\": 1} ]")).isEqualTo(BodyType.JSON);
        assertThat(type("{ this is no object }")).isEqualTo(BodyType.TEXT);
        assertThat(type("user=alice&token=a%20b")).isEqualTo(BodyType.FORM);
        assertThat(type("user=alice and bob")).isEqualTo(BodyType.TEXT);
        assertThat(type("--boundary\r\nContent-Disposition: form-data\r\n")).isEqualTo(BodyType.MULTIPART);
        assertThat(type("Plain words, nothing else.")).isEqualTo(BodyType.TEXT);
        assertThat(type("word")).isEqualTo(BodyType.TEXT);
        assertThat(type("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=")).isEqualTo(BodyType.ENCODED_TEXT);
        assertThat(type("0123456789abcdef0123456789abcdef")).isEqualTo(BodyType.ENCODED_TEXT);
        assertThat(type("\u0089PNG\r\n\u001a\n")).isEqualTo(BodyType.IMAGE);
        assertThat(type("RIFF\0\0\0\0WEBP")).isEqualTo(BodyType.IMAGE);
        assertThat(type("RIFF\0\0\0\0WAVE")).isEqualTo(BodyType.MEDIA);
        assertThat(type("\0\0\0\u0018ftypmp42")).isEqualTo(BodyType.MEDIA);
        assertThat(type("wOF2\0\1")).isEqualTo(BodyType.FONT);
        assertThat(type("PK\3\4 classes")).isEqualTo(BodyType.ARCHIVE);
        assertThat(type("PK\3\4\u0014\0\6\0[Content_Types].xml")).isEqualTo(BodyType.DOCUMENT);
        assertThat(type("%PDF-1.7")).isEqualTo(BodyType.DOCUMENT);
        assertThat(type("MZ\u0090\0\3\0\0\0\4\0\0\0")).isEqualTo(BodyType.EXECUTABLE);
        assertThat(type("MZ is how this text begins")).isEqualTo(BodyType.TEXT);
        assertThat(type("\u007fELF\2\1\1")).isEqualTo(BodyType.EXECUTABLE);
        assertThat(type("\u0001\u0002\u0003\u0004")).isEqualTo(BodyType.BINARY);
        assertThat(type("")).isEqualTo(BodyType.EMPTY);
    }

    @Test
    void looksInsideGzipAndBothFormsOfDeflate() throws IOException {
        byte[] page = "<html>hello</html>".getBytes(ISO_8859_1);

        assertThat(sample(gzip(page)).type("gzip")).isEqualTo(BodyType.HTML);
        assertThat(sample(gzip(page)).type("x-gzip")).isEqualTo(BodyType.HTML);
        assertThat(sample(deflate(page, false)).type("deflate")).isEqualTo(BodyType.HTML);
        assertThat(sample(deflate(page, true)).type("deflate")).isEqualTo(BodyType.HTML);
    }

    @Test
    void takesACodingThatWasNotAppliedForWhatItIs() {
        assertThat(sample("<html>".getBytes(ISO_8859_1)).type("gzip")).isEqualTo(BodyType.HTML);
    }

    @Test
    void aDecompressionBombCostsNoMoreThanItsFirstBytes() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);
        long start = System.nanoTime();

        BodySample sample = sample(bomb);

        assertThat(sample.type("gzip")).isEqualTo(BodyType.BINARY);
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    @Test
    void measuresEntropyInBitsPerByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(sample(all).entropy()).isCloseTo(8, within(1e-9));
        assertThat(sample("abababab".getBytes(ISO_8859_1)).entropy()).isCloseTo(1, within(1e-9));
        // three of one and one of another: 3/4 log2(4/3) + 1/4 log2(4)
        assertThat(sample("aaab".getBytes(ISO_8859_1)).entropy()).isCloseTo(0.8112781244591328, within(1e-12));
        assertThat(sample("aaaa".getBytes(ISO_8859_1)).entropy()).isZero();
        assertThat(sample(new byte[0]).entropy()).isZero();
    }

    private static BodyType type(String latin1) {
        return sample(latin1.getBytes(ISO_8859_1)).type(null);
    }

    private static BodySample sample(byte[] bytes) {
        BodySample sample = new BodySample();
        sample.add(bytes, 0, bytes.length);
        return sample;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write(plain);
        }
        return coded.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
                DeflaterOutputStream stream = new DeflaterOutputStream(coded, deflater)) {
            stream.write(plain);
        }
        return coded.toByteArray();
    }
}
