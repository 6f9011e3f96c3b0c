package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.Transport;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one client did with one server over the window. Written by {@link Activity} alone. */
public final class PairActivity {
    private static final int REMEMBERED = 8;
    private static final int REMEMBERED_PATHS = 64;
    private static final int REMEMBERED_POSTS = 64;

    final SessionKey key;
    final int number;
    final ClientActivity client;
    final ExchangeLog exchanges = new ExchangeLog();
    final ConnectionLog connections = new ConnectionLog();

    long firstMillis = Long.MAX_VALUE;
    long lastMillis = Long.MIN_VALUE;
    int shapeHash;
    int exchangeTotal;
    int connectionTotal;
    int failedTotal;
    long bytesUp;
    long bytesDown;
    boolean udpOnly;
    boolean pageRead;
    boolean requested;
    Protocol protocol = Protocol.NONE;

    @Nullable
    TlsActivity tls;

    @Nullable
    String userAgent;

    @Nullable
    String resolvedName;

    private int[] agents = new int[1];
    private int agentCount;
    private int[] paths = new int[2];
    private int pathCount;
    private int[] posts = new int[1];
    private int postCount;

    @Nullable
    PairActivity newer;

    @Nullable
    PairActivity older;

    @Nullable
    Object judgement;

    PairActivity(SessionKey key, int number, ClientActivity client) {
        this.key = key;
        this.number = number;
        this.client = client;
    }

    /** Who speaks with whom. */
    public SessionKey key() {
        return key;
    }

    /** The client's whole activity. */
    public ClientActivity client() {
        return client;
    }

    /** Time of the first packet, milliseconds since the epoch. */
    public long firstMillis() {
        return firstMillis;
    }

    /** Time of the last packet, milliseconds since the epoch. */
    public long lastMillis() {
        return lastMillis;
    }

    /** Exchanges since the pair is known, those no longer kept included. */
    public int exchangeTotal() {
        return exchangeTotal;
    }

    /** Connections since the pair is known, those no longer kept included. */
    public int connectionTotal() {
        return connectionTotal;
    }

    /** Connections that the server never answered. */
    public int failedTotal() {
        return failedTotal;
    }

    /** Payload bytes from the client. */
    public long bytesUp() {
        return bytesUp;
    }

    /** Payload bytes from the server. */
    public long bytesDown() {
        return bytesDown;
    }

    /** What its connections with payload speak, the first one counts. */
    public Protocol protocol() {
        return protocol;
    }

    /** Whether nothing but datagrams other than QUIC was seen; false while it is not known what any connection
     * speaks. */
    public boolean isDatagramsOnly() {
        return udpOnly;
    }

    /** What its TLS handshakes showed, null if there was none. */
    public @Nullable TlsActivity tls() {
        return tls;
    }

    /** Whether any HTTP request was seen. */
    public boolean hasRequests() {
        return requested;
    }

    /** The first user agent seen, null if none. */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /** The name under which the client had asked DNS for the server's address, null if no answer was seen. */
    public @Nullable String resolvedName() {
        return resolvedName;
    }

    /** How many different user agents were seen, at most {@value #REMEMBERED}. */
    public int agents() {
        return agentCount;
    }

    /** The hash of the {@code index}-th user agent. */
    public int agent(int index) {
        return agents[index];
    }

    /** What the judge has attached to this pair. */
    public @Nullable Object judgement() {
        return judgement;
    }

    /** Attaches something of the judge's own to this pair. */
    public void judgement(@Nullable Object own) {
        judgement = own;
    }

    /** Remembers a user agent; answers whether it is new to the pair. */
    boolean meetsAgent(int hash) {
        if (contains(agents, agentCount, hash) || agentCount == REMEMBERED) {
            return false;
        }
        agents = appended(agents, agentCount++, hash, REMEMBERED);
        return true;
    }

    /** Remembers a path; answers whether it is new to the pair. */
    boolean meetsPath(int hash) {
        if (contains(paths, pathCount, hash) || pathCount == REMEMBERED_PATHS) {
            return false;
        }
        paths = appended(paths, pathCount++, hash, REMEMBERED_PATHS);
        return true;
    }

    /** Remembers the form of a post out of no page; answers whether it is new to the pair. */
    boolean meetsBarePost(int hash) {
        if (contains(posts, postCount, hash) || postCount == REMEMBERED_POSTS) {
            return false;
        }
        posts = appended(posts, postCount++, hash, REMEMBERED_POSTS);
        return true;
    }

    int pathCount() {
        return pathCount;
    }

    int path(int index) {
        return paths[index];
    }

    int barePostCount() {
        return postCount;
    }

    int barePost(int index) {
        return posts[index];
    }

    void spans(long from, long to) {
        firstMillis = Math.min(firstMillis, from);
        lastMillis = Math.max(lastMillis, to);
    }

    void speaks(Transport transport, Protocol spoken) {
        if (protocol == Protocol.NONE) {
            protocol = spoken;
            udpOnly = transport == Transport.UDP && spoken != Protocol.QUIC;
        } else if (transport == Transport.TCP || spoken == Protocol.QUIC) {
            if (udpOnly) {
                protocol = spoken;
            }
            udpOnly = false;
        }
    }

    private static boolean contains(int[] array, int size, int value) {
        for (int i = 0; i < size; i++) {
            if (array[i] == value) {
                return true;
            }
        }
        return false;
    }

    private static int[] appended(int[] array, int size, int value, int limit) {
        int[] result = size == array.length ? Arrays.copyOf(array, Math.min(limit, size * 2)) : array;
        result[size] = value;
        return result;
    }
}
