package dev.sekisho.extrusion.policy;

import dev.sekisho.traffic.IpNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organisational unit with rules of its own.
 *
 * @param name name of the unit
 * @param within name of the unit it belongs to, null if to the group itself
 * @param networks networks of its clients
 * @param rules its own rules; what they do not decide, the unit it belongs to decides
 */
public record Unit(String name, @Nullable String within, List<IpNetwork> networks, List<Rule> rules) {

    public Unit {
        networks = List.copyOf(networks);
        rules = List.copyOf(rules);
    }
}
