package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextCacheTest {

    @Test
    void aTextThatComesAgainIsTheSameString() {
        assertThat(text("Mozilla/5.0 (some agent)")).isSameAs(text("Mozilla/5.0 (some agent)"));
        assertThat(TextCache.names(new String[] {"Host", "Accept", "unused"}, 2))
                .isSameAs(TextCache.names(new String[] {"Host", "Accept"}, 2));
    }

    @Test
    void textsThatShareAPlaceStayApart() {
        // equal lengths, and different only where the hash does not look
        String first = "a".repeat(40);
        for (int i = 0; i < first.length(); i++) {
            String second = first.substring(0, i) + "b" + first.substring(i + 1);

            assertThat(text(first)).isEqualTo(first);
            assertThat(text(second)).isEqualTo(second);
        }
    }

    @Test
    void takesBytesAsLatin1AndLongTextsToo() {
        String longText = "\u00e9\0\u00ff".repeat(1000);

        assertThat(text(longText)).isEqualTo(longText);
        assertThat(text("")).isEmpty();
        assertThat(TextCache.names(new String[0], 0)).isEqualTo(List.of());
    }

    private static String text(String latin1) {
        byte[] bytes = ("##" + latin1 + "#").getBytes(ISO_8859_1);
        return TextCache.text(bytes, 2, bytes.length - 1);
    }
}
