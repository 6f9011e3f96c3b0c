package dev.sekisho.extrusion.policy;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.application.Application;
import dev.sekisho.extrusion.application.ApplicationUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a group and of its units for the use of applications, and the exceptions in force. Immutable.
 *
 * <p>A use is decided by the client's unit (the one with the longest matching network), then by the unit that one
 * belongs to, and so on up to the rules of the group; within one unit a rule for the application goes before a rule for
 * its category. What no rule decides, the default does.
 */
public final class Policy {
    private final Decision byDefault;
    private final List<Rule> groupRules;
    private final Map<String, Unit> units = new HashMap<>();
    private final List<AlertException> exceptions;

    /**
     * Puts a policy together.
     *
     * @throws IllegalArgumentException if a unit is named twice, belongs to an unknown unit or to itself
     */
    public Policy(Decision byDefault, List<Rule> groupRules, List<Unit> units, List<AlertException> exceptions) {
        this.byDefault = byDefault;
        this.groupRules = List.copyOf(groupRules);
        this.exceptions = List.copyOf(exceptions);
        for (Unit unit : units) {
            if (this.units.put(unit.name(), unit) != null) {
                throw new IllegalArgumentException("unit \"" + unit.name() + "\" is defined twice");
            }
        }
        for (Unit unit : units) {
            checkLine(unit);
        }
    }

    private void checkLine(Unit unit) {
        Unit current = unit;
        for (int steps = 0; current.within() != null; steps++) {
            Unit next = units.get(current.within());
            if (next == null) {
                throw new IllegalArgumentException("unit \"" + current.name() + "\" lies within \"" + current.within()
                        + "\", which is not defined");
            }
            if (steps > units.size()) {
                throw new IllegalArgumentException("unit \"" + unit.name() + "\" lies within itself");
            }
            current = next;
        }
    }

    /**
     * What a policy says of one use.
     *
     * @param decision what the deciding rule says
     * @param violation why the use is not in order, as a clause; null if it is
     * @param unit name of the unit whose rule decided, null if the group's
     */
    public record Ruling(
            Decision decision,
            @Nullable String violation,
            @Nullable String unit) {}

    /** Decides one use. */
    public Ruling decide(ApplicationUse use) {
        Unit unit = unitOf(use.key().client());
        while (unit != null) {
            Rule rule = deciding(unit.rules(), use.application());
            if (rule != null) {
                return ruling(rule, use, unit.name());
            }
            unit = unit.within() == null ? null : units.get(unit.within());
        }
        Rule rule = deciding(groupRules, use.application());
        if (rule != null) {
            return ruling(rule, use, null);
        }
        return new Ruling(byDefault, byDefault == Decision.ALLOWED ? null : "no rule of the policy allows it", null);
    }

    private static @Nullable Rule deciding(List<Rule> rules, Application application) {
        Rule ofCategory = null;
        for (Rule rule : rules) {
            if (rule.isFor(application)) {
                if (rule.application() != null) {
                    return rule;
                }
                if (ofCategory == null) {
                    ofCategory = rule;
                }
            }
        }
        return ofCategory;
    }

    private static Ruling ruling(Rule rule, ApplicationUse use, @Nullable String unit) {
        String violation = switch (rule.decision()) {
            case ALLOWED -> null;
            case PROHIBITED ->
                use.application().category().text() + " is prohibited"
                        + (rule.reason().isEmpty() ? "" : ": " + rule.reason());
            case CONDITIONAL -> rule.conditions().violatedBy(use);
        };
        return new Ruling(rule.decision(), violation, unit);
    }

    private @Nullable Unit unitOf(String client) {
        Unit best = null;
        int bestLength = -1;
        for (Unit unit : units.values()) {
            for (var network : unit.networks()) {
                if (network.prefixLength() > bestLength && network.contains(client)) {
                    best = unit;
                    bestLength = network.prefixLength();
                }
            }
        }
        return best;
    }

    /** The exception that covers {@code alert} at {@code now}, null if none does. */
    public @Nullable AlertException exceptionFor(Alert alert, @Nullable String applicationId, Instant now) {
        for (AlertException exception : exceptions) {
            if (exception.covers(alert, applicationId, now)) {
                return exception;
            }
        }
        return null;
    }

    public List<AlertException> exceptions() {
        return exceptions;
    }

    /** The same policy with more exceptions. */
    public Policy with(List<AlertException> more) {
        List<AlertException> all = new ArrayList<>(exceptions);
        all.addAll(more);
        return new Policy(byDefault, groupRules, List.copyOf(units.values()), all);
    }
}
