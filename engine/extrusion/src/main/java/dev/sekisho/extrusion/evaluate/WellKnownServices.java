package dev.sekisho.extrusion.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Services that the machines of everybody speak to, by domain: what an infected machine says to them is its ordinary
 * background. Labels for the evaluation alone; a detector that knew them would be judged by its own answer sheet.
 */
public final class WellKnownServices {
    private static final String RESOURCE = "well-known-services.txt";

    private final Set<String> domains;

    private WellKnownServices(Set<String> domains) {
        this.domains = domains;
    }

    /** Reads the list that comes with this package. */
    public static WellKnownServices load() {
        Set<String> domains = new HashSet<>();
        try (InputStream resource = WellKnownServices.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing beside its class");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    domains.add(line.strip().toLowerCase(Locale.ROOT));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("resource " + RESOURCE + " cannot be read", e);
        }
        return new WellKnownServices(domains);
    }

    /** Whether {@code server} is one of the domains or lies below one. */
    public boolean contains(String server) {
        String name = server;
        while (true) {
            if (domains.contains(name)) {
                return true;
            }
            int dot = name.indexOf('.');
            if (dot < 0) {
                return false;
            }
            name = name.substring(dot + 1);
        }
    }
}
