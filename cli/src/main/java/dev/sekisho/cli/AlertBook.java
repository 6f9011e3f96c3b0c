package dev.sekisho.cli;

import dev.sekisho.extrusion.alert.Alert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts that hold at a moment of a watch, each once, however often it is raised again. Used by one thread. */
final class AlertBook {
    private final Map<Subject, Alert> open = new LinkedHashMap<>();

    /** What makes two alerts one: the port matters only where the server has no name. */
    private record Subject(
            String client,
            String server,
            int port,
            Alert.Kind kind,
            @Nullable String application) {
        static Subject of(Alert alert) {
            boolean named = !alert.server().equals(alert.address());
            return new Subject(
                    alert.client(), alert.server(), named ? 0 : alert.port(), alert.kind(), alert.application());
        }
    }

    /** One use of an application by one client, with however many servers. */
    private record Use(String client, @Nullable String application) {}

    /** Notes alerts as they are now; gives those that were not there before. */
    List<Alert> note(List<Alert> alerts) {
        List<Alert> fresh = new ArrayList<>();
        for (Alert alert : alerts) {
            if (open.put(Subject.of(alert), alert) == null) {
                fresh.add(alert);
            }
        }
        return fresh;
    }

    /** Notes that {@code alerts} are all that hold now; gives those that were not there before. */
    List<Alert> replace(List<Alert> alerts) {
        List<Alert> fresh = note(alerts);
        Set<Subject> holding = new HashSet<>();
        for (Alert alert : alerts) {
            holding.add(Subject.of(alert));
        }
        open.keySet().retainAll(holding);
        return fresh;
    }

    /**
     * Of {@code fresh}, just noted, those worth a line of their own: a client's further servers with an application that
     * it was already seen with are none.
     */
    List<Alert> worthALine(List<Alert> fresh) {
        Set<Alert> isFresh = new HashSet<>(fresh);
        Set<Use> told = new HashSet<>();
        for (Alert alert : open.values()) {
            if (alert.application() != null && !isFresh.contains(alert)) {
                told.add(new Use(alert.client(), alert.application()));
            }
        }
        return fresh.stream()
                .filter(alert -> alert.application() == null || told.add(new Use(alert.client(), alert.application())))
                .toList();
    }

    /** All that hold, in the order in which they arose. */
    List<Alert> alerts() {
        return List.copyOf(open.values());
    }

    int size() {
        return open.size();
    }
}
