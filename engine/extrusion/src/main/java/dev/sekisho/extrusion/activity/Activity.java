package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what every client did with every server over the window, from what session breakdown finds. Used by one thread.
 *
 * <p>Time is the time of the packets: the newest that was seen is now.
 */
public final class Activity implements SessionSink {
    /** An internal address that stands for so many sites outside is taken as a proxy. */
    private static final int SITES_OF_A_PROXY = 4;

    /** How often within a window silent pairs are looked for and the others counted anew. */
    private static final int TURNS_PER_WINDOW = 4;

    private final ActivitySettings settings;
    private final PairListener listener;
    private final PairTable pairs;
    private final Map<String, ClientActivity> clients = new HashMap<>();
    private final Map<String, Set<String>> sitesBehind = new HashMap<>();
    private final Crowd serverCrowd = new Crowd();
    private final Crowd agentCrowd = new Crowd();
    private final Crowd fingerprintCrowd = new Crowd();
    private final ExchangeFacts facts = new ExchangeFacts();
    private final long windowMillis;
    private long now = Long.MIN_VALUE;
    private long lastTurn = Long.MIN_VALUE;
    private int turns;
    private int cells;
    private int numbers;
    private int clientNumbers;
    private long pairsLetGo;
    private long cellsLetGo;

    /** Is told when a pair has grown. */
    public interface PairListener {
        /** {@code pair} has a new exchange or connection; {@code millis} is the time of its last packet. */
        void grown(PairActivity pair, long millis);

        /** {@code pair} is about to be forgotten. */
        default void leaving(PairActivity pair) {}
    }

    public Activity(ActivitySettings settings, PairListener listener) {
        this.settings = settings;
        this.listener = listener;
        pairs = new PairTable();
        windowMillis = settings.window().toMillis();
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        PairActivity pair = pair(key);
        if (pair == null) {
            return;
        }
        facts.measure(key, exchange);
        long end = facts.start + facts.durationMillis;
        touched(pair, facts.start, end);
        pair.exchangeTotal++;
        pair.bytesUp += exchange.bytesUp();
        pair.bytesDown += exchange.bytesDown();
        cells += pair.exchanges.add(facts, settings.exchangesPerPair());
        pair.client.active(pair.number, facts.start, end);
        if (facts.has(Trait.REQUEST)) {
            request(pair, exchange);
        }
        keepCellsBounded();
        listener.grown(pair, pair.lastMillis);
    }

    private void request(PairActivity pair, Exchange exchange) {
        ClientActivity client = pair.client;
        if (!pair.requested) {
            pair.requested = true;
            client.httpServers++;
        }
        if (facts.agentHash != 0 && pair.meetsAgent(facts.agentHash)) {
            client.serversByAgent.increment(facts.agentHash);
            String agent =
                    exchange.request() == null ? null : exchange.request().userAgent();
            if (pair.userAgent == null) {
                pair.userAgent = agent;
            }
            if (agent != null) {
                agentCrowd.see(agent, client.number);
            }
        }
        if (!facts.has(Trait.USUAL_PATH) && pair.meetsPath(facts.pathHash())) {
            client.serversByPath.increment(facts.pathHash());
        }
        if (isBarePost(facts.traits, pair.pageRead) && pair.meetsBarePost(facts.shapeHash)) {
            client.serversByBarePost.increment(facts.shapeHash);
        }
        pair.shapeHash = facts.shapeHash;
        pair.pageRead |= isPage(facts.traits);
    }

    /** Whether an exchange posts something out of no page. */
    static boolean isBarePost(long traits, boolean pageRead) {
        return (traits & Trait.POST.bit()) != 0 && isBare(traits, pageRead);
    }

    /**
     * Whether a request comes out of no page: it carries no cookie, no header that scripts of pages set and no referer,
     * or one that names itself or the server's root although no page was read there; and checks no certificate.
     */
    static boolean isBare(long traits, boolean pageRead) {
        long pageLike = Trait.COOKIE_SENT.bit() | Trait.PAGE_SCRIPT.bit() | Trait.STATUS_CHECK.bit();
        boolean referer = (traits & Trait.REFERER.bit()) != 0;
        boolean madeUp = (traits & Trait.REFERER_SELF.bit()) != 0 && !pageRead;
        return (traits & pageLike) == 0 && (!referer || madeUp);
    }

    /** Whether an exchange reads a page. */
    static boolean isPage(long traits) {
        long page = Trait.GET.bit() | Trait.REPLY_HTML.bit() | Trait.STATUS_2XX.bit();
        return (traits & page) == page;
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        PairActivity pair = pair(key);
        if (pair == null) {
            return;
        }
        pair.speaks(facts.transport(), facts.protocol());
        TlsFacts tls = facts.tls();
        if (tls != null) {
            handshake(pair, tls, facts.connectionStart().toEpochMilli());
        }
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        PairActivity pair = pair(key);
        if (pair == null) {
            return;
        }
        touched(pair, connection.start().toEpochMilli(), connection.end().toEpochMilli());
        pair.connectionTotal++;
        boolean silent = !connection.established() && connection.bytesUp() == 0 && connection.bytesDown() == 0;
        if (silent && connection.transport() == Transport.TCP && !connection.openedBeforeCapture()) {
            pair.failedTotal++;
        }
        cells += pair.connections.add(connection, settings.connectionsPerPair());
        keepCellsBounded();
        listener.grown(pair, pair.lastMillis);
    }

    private void handshake(PairActivity pair, TlsFacts tls, long millis) {
        boolean first = pair.tls == null;
        TlsActivity known = pair.tls == null ? new TlsActivity() : pair.tls;
        pair.tls = known;
        boolean printed = known.fingerprint() != null;
        known.add(tls, millis);
        ClientActivity client = pair.client;
        if (first) {
            client.tlsServers++;
        }
        String fingerprint = known.fingerprint();
        if (!printed && fingerprint != null) {
            countFingerprint(pair, fingerprint);
        }
    }

    private void countFingerprint(PairActivity pair, String fingerprint) {
        ClientActivity client = pair.client;
        client.serversByFingerprint.increment(fingerprint.hashCode());
        fingerprintCrowd.see(fingerprint, client.number);
        if (ServerName.isLiteral(pair.key.server())) {
            client.bareLiteralsByFingerprint.increment(fingerprint.hashCode());
        }
    }

    @Override
    public void closed(CommunicationSession session) {
        PairActivity pair = pairs.find(session.key());
        if (pair != null && pair.resolvedName == null) {
            pair.resolvedName = session.resolvedName();
        }
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        if (clients.size() < settings.pairs() || clients.containsKey(client)) {
            client(client).resolved.increment(address.hashCode());
        }
    }

    private @Nullable PairActivity pair(SessionKey key) {
        PairActivity pair = pairs.find(key);
        if (pair != null) {
            return pair;
        }
        if (InternalNetworks.isNoSingleHost(key.address())) {
            return null;
        }
        ClientActivity client = client(key.client());
        PairActivity made = new PairActivity(key, ++numbers, client);
        client.pairs++;
        pairs.add(made);
        countServer(made);
        if (pairs.size() > settings.pairs()) {
            letGo(pairs.eldest());
            pairsLetGo++;
        }
        return made;
    }

    private void countServer(PairActivity pair) {
        SessionKey key = pair.key;
        serverCrowd.see(key.server(), pair.client.number);
        if (!ServerName.isLiteral(key.server()) && settings.internal().contains(key.address())) {
            Set<String> sites = sitesBehind.computeIfAbsent(key.address(), any -> new HashSet<>());
            if (sites.size() < SITES_OF_A_PROXY && !ServerName.isLocal(key.server())) {
                sites.add(ServerName.registered(key.server()));
            }
        }
    }

    private ClientActivity client(String name) {
        ClientActivity known = clients.get(name);
        if (known == null) {
            known = new ClientActivity(name, ++clientNumbers);
            clients.put(name, known);
        }
        return known;
    }

    private void touched(PairActivity pair, long from, long to) {
        pair.spans(from, to);
        pairs.touch(pair);
        if (to <= now) {
            return;
        }
        now = to;
        if (lastTurn == Long.MIN_VALUE) {
            lastTurn = now;
        } else if (now - lastTurn > windowMillis / TURNS_PER_WINDOW) {
            turn();
        }
    }

    /**
     * Lets pairs go that have been silent for longer than the window, and counts anew what the others have in common, so
     * that pairs known for weeks still count and those gone do not.
     */
    private void turn() {
        lastTurn = now;
        turns++;
        PairActivity eldest = pairs.eldestOrNull();
        while (eldest != null && eldest.lastMillis < now - windowMillis) {
            letGo(eldest);
            eldest = pairs.eldestOrNull();
        }
        clients.values().removeIf(client -> client.pairs == 0);
        clients.values().forEach(ClientActivity::clearCounts);
        if (turns % TURNS_PER_WINDOW == 0) {
            clients.values().forEach(ClientActivity::turnResolved);
        }
        serverCrowd.clear();
        agentCrowd.clear();
        fingerprintCrowd.clear();
        sitesBehind.clear();
        pairs.all().forEach(this::countAnew);
    }

    private void countAnew(PairActivity pair) {
        ClientActivity client = pair.client;
        countServer(pair);
        if (pair.requested) {
            client.httpServers++;
        }
        for (int i = 0; i < pair.agents(); i++) {
            client.serversByAgent.increment(pair.agent(i));
        }
        if (pair.userAgent != null) {
            agentCrowd.see(pair.userAgent, client.number);
        }
        for (int i = 0; i < pair.pathCount(); i++) {
            client.serversByPath.increment(pair.path(i));
        }
        for (int i = 0; i < pair.barePostCount(); i++) {
            client.serversByBarePost.increment(pair.barePost(i));
        }
        TlsActivity tls = pair.tls;
        if (tls != null) {
            client.tlsServers++;
            String fingerprint = tls.fingerprint();
            if (fingerprint != null) {
                countFingerprint(pair, fingerprint);
            }
        }
    }

    private void letGo(PairActivity pair) {
        listener.leaving(pair);
        pairs.remove(pair);
        pair.client.pairs--;
        if (pair.client.pairs == 0) {
            clients.remove(pair.client.name);
        }
        cells -= pair.exchanges.size() + pair.connections.size();
    }

    private void keepCellsBounded() {
        if (cells <= settings.cells()) {
            return;
        }
        int full = 16;
        for (PairActivity pair : pairs.all()) {
            full = Math.max(full, pair.exchanges.size() + pair.connections.size());
        }
        for (PairActivity pair : pairs.all()) {
            if (pair.exchanges.size() + pair.connections.size() > full / 2) {
                int given = pair.exchanges.halve() + pair.connections.halve();
                cells -= given;
                cellsLetGo += given;
            }
        }
    }

    /** Whether the traffic of {@code pair} leaves the organisation. */
    public boolean leaves(PairActivity pair) {
        SessionKey key = pair.key;
        InternalNetworks internal = settings.internal();
        if (internal.networks().isEmpty()) {
            return true;
        }
        if (ServerName.isLiteral(key.server())) {
            return !internal.contains(key.server());
        }
        if (key.address().isEmpty()) {
            return !ServerName.isLocal(key.server());
        }
        if (!internal.contains(key.address())) {
            return true;
        }
        Set<String> sites = sitesBehind.get(key.address());
        return sites != null && sites.size() >= SITES_OF_A_PROXY && !ServerName.isLocal(key.server());
    }

    /** The pairs known now, the longest silent first. */
    public List<PairActivity> pairs() {
        return new ArrayList<>(pairs.all());
    }

    /** The pair of that key, null if it is not known. */
    public @Nullable PairActivity find(SessionKey key) {
        return pairs.find(key);
    }

    /** Time of the newest packet, milliseconds since the epoch. */
    public long now() {
        return now;
    }

    /** How many clients are known. */
    public int clients() {
        return clients.size();
    }

    /** How many clients spoke with {@code server}. */
    public int clientsOfServer(String server) {
        return serverCrowd.clients(server);
    }

    /** How many clients sent this user agent. */
    public int clientsWithAgent(String agent) {
        return agentCrowd.clients(agent);
    }

    /** How many clients showed this TLS fingerprint. */
    public int clientsWithFingerprint(String fingerprint) {
        return fingerprintCrowd.clients(fingerprint);
    }

    /** Pairs let go because more than {@link ActivitySettings#pairs} were known. */
    public long pairsLetGo() {
        return pairsLetGo;
    }

    /** Exchanges and connections given up early to keep memory bounded. */
    public long cellsLetGo() {
        return cellsLetGo;
    }

    /** The settings. */
    public ActivitySettings settings() {
        return settings;
    }
}
