package dev.sekisho.traffic.http;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.HttpRequest;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The first bytes of one body: their entropy and what they look like. Used again for the next body. */
final class BodySample {
    private static final int SIZE = HttpRequest.SAMPLED_BYTES;

    /** Of how many decoded bytes the type of a compressed body is told: bounds what a decompression bomb can cost. */
    private static final int DECODED_BYTES = SIZE;

    private static final double[] WEIGHTED_LOGARITHM = new double[SIZE + 1];

    static {
        for (int n = 1; n <= SIZE; n++) {
            WEIGHTED_LOGARITHM[n] = n * Math.log(n) / Math.log(2);
        }
    }

    private byte @Nullable [] bytes;
    private int length;
    private boolean sealed;

    void add(byte[] source, int offset, int available) {
        int taken = Math.min(available, SIZE - length);
        if (taken <= 0 || sealed) {
            return;
        }
        if (bytes == null) {
            bytes = new byte[SIZE];
        }
        System.arraycopy(source, offset, bytes, length, taken);
        length += taken;
    }

    void clear() {
        length = 0;
        sealed = false;
    }

    /** Takes no more: bytes are missing here, and what follows them says nothing together with what was seen. */
    void seal() {
        sealed = true;
    }

    /** Shannon entropy in bits per byte, 0 if empty. */
    double entropy() {
        byte[] sample = bytes;
        if (sample == null || length == 0) {
            return 0;
        }
        short[] counts = new short[256];
        for (int i = 0; i < length; i++) {
            counts[sample[i] & 0xff]++;
        }
        double sum = 0;
        for (short count : counts) {
            sum += WEIGHTED_LOGARITHM[count];
        }
        return Math.max(0, (WEIGHTED_LOGARITHM[length] - sum) / length);
    }

    /** What the body looks like, after undoing a gzip or deflate coding. */
    BodyType type(@Nullable String contentEncoding) {
        byte[] sample = bytes;
        if (sample == null || length == 0) {
            return BodyType.EMPTY;
        }
        if (contentEncoding != null) {
            String coding = contentEncoding.toLowerCase(Locale.ROOT);
            boolean gzip = coding.contains("gzip");
            if (gzip || coding.contains("deflate")) {
                byte[] decoded = new byte[DECODED_BYTES];
                int count = gzip ? gunzip(sample, length, decoded) : inflate(sample, length, decoded);
                if (count > 0) {
                    return BodySniffer.sniff(decoded, 0, count);
                }
            } else if (!coding.isBlank() && !coding.equals("identity")) {
                return BodyType.BINARY;
            }
        }
        return BodySniffer.sniff(sample, 0, length);
    }

    private static int gunzip(byte[] sample, int length, byte[] decoded) {
        int header = GzipHeader.length(sample, length);
        return header < 0 ? 0 : inflate(sample, header, length, true, decoded);
    }

    private static int inflate(byte[] sample, int length, byte[] decoded) {
        int count = inflate(sample, 0, length, false, decoded);
        // many servers leave out the zlib header that RFC 9110 section 8.4.1.2 asks for
        return count > 0 ? count : inflate(sample, 0, length, true, decoded);
    }

    private static int inflate(byte[] sample, int from, int to, boolean raw, byte[] decoded) {
        if (from >= to) {
            return 0;
        }
        try (Inflater inflater = new Inflater(raw)) {
            inflater.setInput(sample, from, to - from);
            return inflater.inflate(decoded);
        } catch (DataFormatException e) {
            return 0;
        }
    }
}
