package dev.sekisho.extrusion.policy;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.application.ApplicationUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes alerts of the uses of applications that are not in order under a policy. */
public final class ApplicationAlerts {
    private ApplicationAlerts() {}

    /**
     * The alerts for {@code uses}, prohibited ones first, then by confidence. Exceptions are not applied yet.
     *
     * @return alerts of kind {@link Alert.Kind#PROHIBITED} without p-value, because an application is recognised and not
     *     measured
     */
    public static List<Alert> of(List<ApplicationUse> uses, Policy policy) {
        ByDecision byDecision = byDecision(uses, policy);
        List<Alert> all = new ArrayList<>(byDecision.prohibited());
        all.addAll(byDecision.conditional());
        return all;
    }

    /**
     * Alerts by what the policy says.
     *
     * @param prohibited uses of what is prohibited
     * @param conditional uses of what is allowed on conditions that do not hold
     */
    public record ByDecision(List<Alert> prohibited, List<Alert> conditional) {}

    /** The same alerts, apart. */
    public static ByDecision byDecision(List<ApplicationUse> uses, Policy policy) {
        List<Ruled> ruled = new ArrayList<>();
        for (ApplicationUse use : uses) {
            Policy.Ruling ruling = policy.decide(use);
            if (ruling.violation() != null) {
                ruled.add(new Ruled(use, ruling, ruling.violation()));
            }
        }
        ruled.sort(Comparator.comparingDouble(
                        (Ruled r) -> -r.use().recognition().sign().confidence())
                .thenComparing(r -> r.use().firstSeen()));
        List<Alert> prohibited = new ArrayList<>();
        List<Alert> conditional = new ArrayList<>();
        for (Ruled each : ruled) {
            (each.ruling().decision() == Decision.CONDITIONAL ? conditional : prohibited).add(alert(each));
        }
        return new ByDecision(List.copyOf(prohibited), List.copyOf(conditional));
    }

    private record Ruled(ApplicationUse use, Policy.Ruling ruling, String violation) {}

    private static Alert alert(Ruled ruled) {
        ApplicationUse use = ruled.use();
        String unit = ruled.ruling().unit();
        return new Alert(
                use.key().client(),
                use.key().server(),
                use.key().address(),
                use.key().port(),
                Alert.Kind.PROHIBITED,
                use.application().name(),
                use.recognition().sign().confidence(),
                null,
                use.firstSeen(),
                use.lastSeen(),
                use.exchanges(),
                List.of(
                        new Alert.Reason(
                                "application",
                                use.application().id(),
                                "",
                                use.application().name() + ", recognised by its "
                                        + use.recognition().sign().text() + ": "
                                        + use.recognition().evidence()),
                        new Alert.Reason(
                                "policy",
                                ruled.ruling().decision().id(),
                                "",
                                (unit == null ? "The group's policy" : "The policy of " + unit)
                                        + (ruled.ruling().decision() == Decision.PROHIBITED
                                                ? " does not allow it: "
                                                : " allows it on conditions only: ")
                                        + ruled.violation())));
    }
}
