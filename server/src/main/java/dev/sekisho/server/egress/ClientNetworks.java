package dev.sekisho.server.egress;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.traffic.IpNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which unit the clients of a network belong to. The longest network decides. */
@Repository
@Transactional(readOnly = true)
public class ClientNetworks {
    private static final int MOST = 10_000;
    private static final int MOST_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    ClientNetworks(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    /** A network and its unit. */
    public record ClientNetwork(UUID id, String network, UUID unit) {}

    /** The networks of the units that may be seen, in their order. */
    public List<ClientNetwork> all() {
        return jdbc.sql("select id, network::text, unit from egress.client_network order by network limit :most")
                .param("most", MOST)
                .query((row, number) -> new ClientNetwork(
                        row.getObject("id", UUID.class), row.getString("network"), row.getObject("unit", UUID.class)))
                .list();
    }

    /** All networks as something that can be asked quickly. */
    Lookup lookup() {
        return new Lookup(all().stream()
                .map(each -> new Place(IpNetwork.parse(each.network()), each.unit()))
                .sorted((a, b) -> b.network().prefixLength() - a.network().prefixLength())
                .toList());
    }

    record Place(IpNetwork network, UUID unit) {}

    /** The networks at one moment, the longest first. */
    static final class Lookup {
        private final List<Place> places;

        Lookup(List<Place> places) {
            this.places = places;
        }

        /** The unit of a client, null if no network holds it. */
        @Nullable
        UUID unit(String client) {
            for (Place place : places) {
                if (place.network().contains(client)) {
                    return place.unit();
                }
            }
            return null;
        }
    }

    /** Gives the clients of a network to a unit from now on. */
    @Transactional
    public UUID add(String network, UUID unit) {
        String canonical = canonical(network);
        UUID id = Uuids.next();
        jdbc.sql("insert into egress.client_network (id, network, unit) values (:id, cast(:network as cidr), :unit)")
                .param("id", id)
                .param("network", canonical)
                .param("unit", unit)
                .update();
        ledger.record(new Evidence("network.given", unit, id, Map.of("network", canonical)));
        return id;
    }

    /** Gives many networks, all or none. */
    @Transactional
    List<UUID> addAll(List<SensorApi.NewNetwork> added) {
        if (added.size() > MOST_AT_ONCE) {
            throw Refusal.invalid("", "network.invalid.many", MOST_AT_ONCE, added.size());
        }
        return added.stream().map(each -> add(each.network(), each.unit())).toList();
    }

    private static String canonical(String network) {
        try {
            IpNetwork parsed = IpNetwork.parse(network.strip());
            String text = parsed.toString();
            String address = text.substring(0, text.indexOf('/'));
            if (!isFirst(parsed, address)) {
                throw Refusal.invalid("network", "network.invalid", network);
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("network", "network.invalid", network);
        }
    }

    /** Whether the address has no bits behind the prefix: 10.1.2.3/8 is probably a slip. */
    private static boolean isFirst(IpNetwork network, String address) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        for (int bit = network.prefixLength(); bit < bytes.length * 8; bit++) {
            if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes a network back. */
    @Transactional
    public void remove(UUID id) {
        ClientNetwork removed =
                all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(Refusal::notFound);
        permissions.require(EgressPermissions.SENSOR_CHANGE, removed.unit());
        jdbc.sql("delete from egress.client_network where id = :id")
                .param("id", id)
                .update();
        ledger.record(new Evidence("network.taken", removed.unit(), id, Map.of("network", removed.network())));
    }
}
