package dev.sekisho.server.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All that the pages say, in every language: the files {@code texts/ROOM.LANGUAGE.properties} of all rooms. A key that is
 * missing is shown itself, so that the page still works; a test fails for it.
 */
@Component
public final class Texts {
    private final Map<Language, Text> texts = new EnumMap<>(Language.class);

    Texts() {
        for (Language language : Language.values()) {
            texts.put(language, new Text(language, read(language)));
        }
    }

    private static Map<String, String> read(Language language) {
        Map<String, String> all = new HashMap<>();
        try {
            Resource[] files = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:texts/*." + language.tag() + ".properties");
            for (Resource file : files) {
                Properties properties = new Properties();
                try (Reader in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(in);
                }
                properties.forEach((key, text) -> all.put((String) key, (String) text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the texts could not be read", e);
        }
        return all;
    }

    /** What is said in one language. */
    public Text in(Language language) {
        Text text = texts.get(language);
        if (text == null) {
            throw new IllegalStateException("every language has its texts");
        }
        return text;
    }

    /** Every key of a language, for the test that compares them. */
    Set<String> keys(Language language) {
        return in(language).keys();
    }
}
