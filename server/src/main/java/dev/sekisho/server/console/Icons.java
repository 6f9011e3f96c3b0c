package dev.sekisho.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pictures of Tabler's outline set, to be written into a page, where they take the colour of the text. */
public final class Icons {
    private static final String FOLDER = "META-INF/resources/webjars/tabler__icons/3.35.0/icons/outline/";
    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private Icons() {}

    /**
     * The picture as SVG. It only adorns and is hidden from screen readers.
     *
     * @throws IllegalArgumentException if there is no picture of this name
     */
    public static String svg(String name) {
        return READ.computeIfAbsent(name, Icons::read);
    }

    private static String read(String name) {
        try (InputStream in = Icons.class.getClassLoader().getResourceAsStream(FOLDER + name + ".svg")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no icon \"" + name + "\"");
            }
            String svg = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return svg.substring(svg.indexOf("<svg")).replaceFirst("<svg", "<svg aria-hidden=\"true\"");
        } catch (IOException e) {
            throw new UncheckedIOException("the icon \"" + name + "\" could not be read", e);
        }
    }
}
