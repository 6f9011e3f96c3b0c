package dev.sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Both languages say everything. */
class TextsTest {
    private static final Pattern SAID = Pattern.compile(
            "(?:say\\(|notFound\\(|null, |invalid\\(\"[a-zA-Z]*\", |\"notice\", )\"([a-z][A-Za-z]*(?:\\.[A-Za-z]+)+)\"");

    private final Texts texts = new Texts();

    @Test
    void haveTheSameKeysInEveryLanguage() {
        Set<String> english = new TreeSet<>(texts.keys(Language.EN));
        Set<String> japanese = new TreeSet<>(texts.keys(Language.JA));
        assertThat(japanese).isEqualTo(english);
    }

    @Test
    void haveEveryKeyThatTemplatesAndRefusalsName() throws IOException {
        Set<String> missing = new TreeSet<>();
        int found = 0;
        try (var files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().matches(".*\\.(java|jte)")) {
                    continue;
                }
                Matcher said = SAID.matcher(Files.readString(file));
                while (said.find()) {
                    found++;
                    if (!texts.keys(Language.EN).contains(said.group(1))) {
                        missing.add(said.group(1) + " in " + file);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void takePlaceholdersOfBothLanguagesAlike() {
        Set<String> different = new TreeSet<>();
        for (String key : texts.keys(Language.EN)) {
            if (!placeholders(texts.in(Language.EN).of(key))
                    .equals(placeholders(texts.in(Language.JA).of(key)))) {
                different.add(key);
            }
        }
        assertThat(different).isEmpty();
    }

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{[0-9]}").matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
