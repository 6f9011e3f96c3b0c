package dev.sekisho.extrusion.analysis;

import dev.sekisho.extrusion.alert.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All alerts that one client raises by one application, because a peer-to-peer program alone speaks with hundreds of
 * servers and a reader wants one line for it.
 *
 * @param alerts the alerts, those with most exchanges first; at least one
 */
public record ApplicationUses(List<Alert> alerts) {

    private record Use(String client, String application) {}

    public ApplicationUses {
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("expected at least one alert");
        }
    }

    /** Gathers {@code alerts} by client and application, in the order of their first ones. */
    public static List<ApplicationUses> of(List<Alert> alerts) {
        Map<Use, List<Alert>> gathered = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            gathered.computeIfAbsent(
                            new Use(alert.client(), String.valueOf(alert.application())), any -> new ArrayList<>())
                    .add(alert);
        }
        return gathered.values().stream()
                .map(each -> {
                    each.sort(Comparator.comparingInt(alert -> -alert.exchanges()));
                    return new ApplicationUses(each);
                })
                .toList();
    }

    /** The alert with most exchanges. */
    public Alert foremost() {
        return alerts.getFirst();
    }

    /** The servers of all other alerts. */
    public List<String> otherServers() {
        return alerts.stream().skip(1).map(Alert::server).distinct().toList();
    }

    /** Exchanges of all alerts. */
    public long exchanges() {
        return alerts.stream().mapToLong(Alert::exchanges).sum();
    }
}
