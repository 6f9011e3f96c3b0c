package dev.sekisho.traffic.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Numbers that only somebody makes up. */
class WireInputTest {
    @Test
    void refusesTheTimesThatAreFarthestAway() {
        for (long seconds : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            byte[] bytes = signed(seconds);
            assertThatThrownBy(() -> new WireInput(bytes, bytes.length).time())
                    .isInstanceOf(WireInput.Fault.class)
                    .hasMessageContaining("a time within 290 years of 1970");
        }
    }

    /** Zigzag, then seven bits a byte, as {@link WireOutput} writes it. */
    private static byte[] signed(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }
}
