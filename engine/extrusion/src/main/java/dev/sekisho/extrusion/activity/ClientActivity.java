package dev.sekisho.extrusion.activity;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one client does with all its servers. Written by {@link Activity} alone. */
public final class ClientActivity {
    /** Length of one slot of the timeline. */
    public static final int SLOT_MILLIS = 10_000;

    private static final int SLOTS_PER_PAGE = 360;
    private static final int PAGES = 27;
    private static final int SEVERAL = -1;
    private static final int COUNTED_PATHS = 8_192;
    private static final int COUNTED_AGENTS = 256;
    private static final int RESOLVED_ADDRESSES = 8_192;

    final String name;
    final int number;
    final IntCounts serversByAgent = new IntCounts(COUNTED_AGENTS);
    final IntCounts serversByFingerprint = new IntCounts(COUNTED_AGENTS);
    final IntCounts serversByPath = new IntCounts(COUNTED_PATHS);
    final IntCounts serversByBarePost = new IntCounts(COUNTED_PATHS);
    final IntCounts bareLiteralsByFingerprint = new IntCounts(COUNTED_AGENTS);
    final RecentCounts resolved = new RecentCounts(RESOLVED_ADDRESSES);
    int pairs;
    int tlsServers;
    int httpServers;

    /** Per hour since the epoch: which pair was active in each slot, 0 none, {@value #SEVERAL} several. */
    private final Map<Long, int[]> timeline = new HashMap<>();

    ClientActivity(String name, int number) {
        this.name = name;
        this.number = number;
    }

    /** The client as sessions name it. */
    public String name() {
        return name;
    }

    /** How many servers it has spoken with. */
    public int pairs() {
        return pairs;
    }

    /** How many of its servers it has sent HTTP requests to. */
    public int httpServers() {
        return httpServers;
    }

    /** How many of its servers it has made TLS handshakes with. */
    public int tlsServers() {
        return tlsServers;
    }

    /** To how many servers it sends this user agent. */
    public int serversWithAgent(int agentHash) {
        return serversByAgent.count(agentHash);
    }

    /** To how many servers it shows this TLS fingerprint. */
    public int serversWithFingerprint(@Nullable String fingerprint) {
        return fingerprint == null ? 0 : serversByFingerprint.count(fingerprint.hashCode());
    }

    /** To how many servers without a name it shows this TLS fingerprint. */
    public int literalsWithFingerprint(@Nullable String fingerprint) {
        return fingerprint == null ? 0 : bareLiteralsByFingerprint.count(fingerprint.hashCode());
    }

    /** At how many servers it asks for this path. */
    int serversWithPath(int pathHash) {
        return serversByPath.count(pathHash);
    }

    /** To how many servers it posts out of no page with the same method, user agent and headers. */
    int serversWithBarePost(int shapeHash) {
        return serversByBarePost.count(shapeHash);
    }

    /** Whether DNS answers to this client are seen at all. */
    public boolean resolvesVisibly() {
        return resolved.size() > 0;
    }

    /** Whether a DNS answer to this client named {@code address}. */
    public boolean hasResolved(String address) {
        return resolved.count(address.hashCode()) > 0;
    }

    /** Notes that {@code pair} was active from {@code from} to {@code to}. */
    void active(int pair, long from, long to) {
        long first = Math.floorDiv(from, SLOT_MILLIS);
        long last = Math.min(Math.floorDiv(to, SLOT_MILLIS), first + 5);
        for (long slot = first; slot <= last; slot++) {
            long hour = Math.floorDiv(slot, SLOTS_PER_PAGE);
            int[] page = timeline.get(hour);
            if (page == null) {
                page = new int[SLOTS_PER_PAGE];
                timeline.put(hour, page);
                if (timeline.size() > PAGES) {
                    timeline.keySet().removeIf(each -> each < hour - PAGES);
                }
            }
            int index = Math.floorMod(slot, SLOTS_PER_PAGE);
            page[index] = page[index] == 0 || page[index] == pair ? pair : SEVERAL;
        }
    }

    /** Whether no other pair was active in the slots around {@code millis}, one before to one after. */
    boolean isAlone(int pair, long millis) {
        long middle = Math.floorDiv(millis, SLOT_MILLIS);
        for (long slot = middle - 1; slot <= middle + 1; slot++) {
            int[] page = timeline.get(Math.floorDiv(slot, SLOTS_PER_PAGE));
            int active = page == null ? 0 : page[Math.floorMod(slot, SLOTS_PER_PAGE)];
            if (active != 0 && active != pair) {
                return false;
            }
        }
        return true;
    }

    /** Forgets how many of its servers have something in common; they are counted anew then. */
    void clearCounts() {
        serversByAgent.clear();
        serversByFingerprint.clear();
        serversByPath.clear();
        serversByBarePost.clear();
        bareLiteralsByFingerprint.clear();
        tlsServers = 0;
        httpServers = 0;
    }

    /** Begins a new window for the answers of DNS. */
    void turnResolved() {
        resolved.turn();
    }
}
