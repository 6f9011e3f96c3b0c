package dev.sekisho.extrusion.activity;

import java.util.Arrays;

/**
 * One pair's exchanges, connections and visits in order of their start, ready for measuring. Used again from pair to
 * pair; belongs to one thread.
 *
 * <p>A visit is a run of exchanges between which at most {@value #VISIT_GAP_MILLIS} ms of silence lie: what a client
 * does when it wakes up, however many connections and requests that takes.
 */
public final class PairView {
    /** Silence that ends a visit. */
    public static final int VISIT_GAP_MILLIS = 10_000;

    private final Activity activity;
    private PairActivity pair;

    private int exchanges;
    private long[] start = new long[64];
    private long[] order = new long[64];
    private int[] duration = new int[64];
    private int[] delay = new int[64];
    private int[] up = new int[64];
    private int[] down = new int[64];
    private int[] bodyUp = new int[64];
    private int[] bodyDown = new int[64];
    private int[] path = new int[64];
    private int[] agent = new int[64];
    private long[] traits = new long[64];
    private long[] measures = new long[64];

    private int connections;
    private long[] connectionStart = new long[64];
    private int[] connectionDuration = new int[64];
    private int[] connectionExchanges = new int[64];
    private int[] connectionMarks = new int[64];

    private int visits;
    private long[] visitStart = new long[64];
    private int[] visitExchanges = new int[64];
    private long[] visitUp = new long[64];
    private long[] visitDown = new long[64];

    public PairView(Activity activity, PairActivity pair) {
        this.activity = activity;
        this.pair = pair;
        look(pair);
    }

    /** Looks at {@code other} from now on. */
    public void look(PairActivity other) {
        pair = other;
        long oldest = activity.now() - activity.settings().window().toMillis();
        orderExchanges(oldest);
        orderConnections(oldest);
        findVisits();
    }

    private void orderExchanges(long oldest) {
        ExchangeLog log = pair.exchanges;
        int size = log.size();
        if (start.length < size) {
            growExchanges(Math.max(size, start.length * 2));
        }
        long base = size == 0 ? 0 : log.get(0, ExchangeFacts.START);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long begin = log.get(i, ExchangeFacts.START);
            if (begin >= oldest) {
                order[kept++] = (begin - base) << 16 | i;
            }
        }
        Arrays.sort(order, 0, kept);
        exchanges = kept;
        for (int i = 0; i < kept; i++) {
            int at = (int) (order[i] & 0xffff);
            start[i] = log.get(at, ExchangeFacts.START);
            long packed = log.get(at, ExchangeFacts.DURATION_AND_DELAY);
            duration[i] = (int) (packed >> 32);
            delay[i] = (int) packed;
            packed = log.get(at, ExchangeFacts.BYTES);
            up[i] = (int) (packed >> 32);
            down[i] = (int) packed;
            packed = log.get(at, ExchangeFacts.BODIES);
            bodyUp[i] = (int) (packed >> 32);
            bodyDown[i] = (int) packed;
            packed = log.get(at, ExchangeFacts.HASHES);
            path[i] = (int) (packed >> 32);
            agent[i] = (int) packed;
            traits[i] = log.get(at, ExchangeFacts.TRAITS);
            measures[i] = log.get(at, ExchangeFacts.MEASURES);
        }
    }

    private void orderConnections(long oldest) {
        ConnectionLog log = pair.connections;
        int size = log.size();
        if (connectionStart.length < size) {
            growConnections(Math.max(size, connectionStart.length * 2));
        }
        if (order.length < size) {
            order = new long[size];
        }
        long base = size == 0 ? 0 : log.get(0, ConnectionLog.START);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long begin = log.get(i, ConnectionLog.START);
            if (begin + (log.get(i, ConnectionLog.DURATION_AND_EXCHANGES) >> 32) >= oldest) {
                order[kept++] = (begin - base) << 16 | i;
            }
        }
        Arrays.sort(order, 0, kept);
        connections = kept;
        for (int i = 0; i < kept; i++) {
            int at = (int) (order[i] & 0xffff);
            connectionStart[i] = log.get(at, ConnectionLog.START);
            long packed = log.get(at, ConnectionLog.DURATION_AND_EXCHANGES);
            connectionDuration[i] = (int) (packed >> 32);
            connectionExchanges[i] = (int) packed;
            connectionMarks[i] = (int) log.get(at, ConnectionLog.MARKS);
        }
    }

    private void findVisits() {
        if (visitStart.length < exchanges) {
            visitStart = new long[start.length];
            visitExchanges = new int[start.length];
            visitUp = new long[start.length];
            visitDown = new long[start.length];
        }
        visits = 0;
        long end = Long.MIN_VALUE;
        for (int i = 0; i < exchanges; i++) {
            if (visits == 0 || start[i] - end > VISIT_GAP_MILLIS) {
                visitStart[visits] = start[i];
                visitExchanges[visits] = 0;
                visitUp[visits] = 0;
                visitDown[visits] = 0;
                visits++;
                end = start[i];
            }
            visitExchanges[visits - 1]++;
            visitUp[visits - 1] += up[i];
            visitDown[visits - 1] += down[i];
            end = Math.max(end, start[i] + duration[i]);
        }
    }

    private void growExchanges(int capacity) {
        start = new long[capacity];
        order = new long[capacity];
        duration = new int[capacity];
        delay = new int[capacity];
        up = new int[capacity];
        down = new int[capacity];
        bodyUp = new int[capacity];
        bodyDown = new int[capacity];
        path = new int[capacity];
        agent = new int[capacity];
        traits = new long[capacity];
        measures = new long[capacity];
    }

    private void growConnections(int capacity) {
        connectionStart = new long[capacity];
        connectionDuration = new int[capacity];
        connectionExchanges = new int[capacity];
        connectionMarks = new int[capacity];
    }

    /** The pair looked at. */
    public PairActivity pair() {
        return pair;
    }

    /** Everything known beside the pair. */
    public Activity activity() {
        return activity;
    }

    /** Number of exchanges in the window. */
    public int exchanges() {
        return exchanges;
    }

    /** Start of an exchange, milliseconds since the epoch. */
    public long start(int exchange) {
        return start[exchange];
    }

    /** Milliseconds from an exchange's first to its last byte. */
    public int duration(int exchange) {
        return duration[exchange];
    }

    /** Milliseconds until the answer began, −1 without one. */
    public int delay(int exchange) {
        return delay[exchange];
    }

    /** Payload bytes from the client. */
    public int up(int exchange) {
        return up[exchange];
    }

    /** Payload bytes from the server. */
    public int down(int exchange) {
        return down[exchange];
    }

    /** What was sent: the body of a request, else all payload bytes from the client. */
    public int sent(int exchange) {
        return has(exchange, Trait.REQUEST) ? bodyUp[exchange] : up[exchange];
    }

    /** What came back: the body of a response, else all payload bytes from the server. */
    public int received(int exchange) {
        return has(exchange, Trait.RESPONSE) ? bodyDown[exchange] : down[exchange];
    }

    /** Hash of the request's path. */
    public int path(int exchange) {
        return path[exchange];
    }

    /** Hash of the request's user agent, 0 for none. */
    public int agent(int exchange) {
        return agent[exchange];
    }

    /** Whether a fact holds of an exchange. */
    public boolean has(int exchange, Trait trait) {
        return (traits[exchange] & trait.bit()) != 0;
    }

    /**
     * Whether a request comes out of no page: without cookie, script header or believable referer.
     *
     * @param pageRead whether a page of this server had been read before
     */
    public boolean isBare(int exchange, boolean pageRead) {
        return has(exchange, Trait.REQUEST) && Activity.isBare(traits[exchange], pageRead);
    }

    /** Whether an exchange reads a page. */
    public boolean isPage(int exchange) {
        return Activity.isPage(traits[exchange]);
    }

    /** Length of the request's path, at most 255. */
    public int pathLength(int exchange) {
        return (int) (measures[exchange] & 0xff);
    }

    /** Entropy of the request's path in bits per character. */
    public double pathEntropy(int exchange) {
        return ExchangeFacts.bits((int) (measures[exchange] >> 8 & 0xff));
    }

    /** Length of the request's query, at most 255. */
    public int queryLength(int exchange) {
        return (int) (measures[exchange] >> 16 & 0xff);
    }

    /** Entropy of the request's query in bits per character. */
    public double queryEntropy(int exchange) {
        return ExchangeFacts.bits((int) (measures[exchange] >> 24 & 0xff));
    }

    /** Entropy of the request's body in bits per byte; not a number where there is none or it is not known. */
    public double requestEntropy(int exchange) {
        return ExchangeFacts.bits((int) (measures[exchange] >> 32 & 0xff));
    }

    /** Entropy of the response's body in bits per byte; not a number where there is none or it is not known. */
    public double responseEntropy(int exchange) {
        return ExchangeFacts.bits((int) (measures[exchange] >> 40 & 0xff));
    }

    /** Number of request headers. */
    public int headers(int exchange) {
        return (int) (measures[exchange] >> 48 & 0xff);
    }

    /** Number of segments of the request's path. */
    public int depth(int exchange) {
        return (int) (measures[exchange] >> 56 & 0xff);
    }

    /** Number of connections in the window. */
    public int connections() {
        return connections;
    }

    /** Start of a connection, milliseconds since the epoch. */
    public long connectionStart(int connection) {
        return connectionStart[connection];
    }

    /** Milliseconds that a connection lasted. */
    public int connectionDuration(int connection) {
        return connectionDuration[connection];
    }

    /** Exchanges on a connection. */
    public int connectionExchanges(int connection) {
        return connectionExchanges[connection];
    }

    /** Whether both sides of a connection were heard. */
    public boolean isEstablished(int connection) {
        return (connectionMarks[connection] & ConnectionLog.ESTABLISHED) != 0;
    }

    /** Number of visits in the window. */
    public int visits() {
        return visits;
    }

    /** Start of a visit, milliseconds since the epoch. */
    public long visitStart(int visit) {
        return visitStart[visit];
    }

    /** Exchanges of a visit. */
    public int visitExchanges(int visit) {
        return visitExchanges[visit];
    }

    /** Payload bytes from the client in a visit. */
    public long visitUp(int visit) {
        return visitUp[visit];
    }

    /** Payload bytes from the server in a visit. */
    public long visitDown(int visit) {
        return visitDown[visit];
    }

    /** Whether the client spoke with nobody else around the start of a visit. */
    public boolean isVisitAlone(int visit) {
        return pair.client().isAlone(pair.number, visitStart[visit]);
    }

    /** At how many servers the client asks for one of this pair's paths, the highest number over the paths. */
    public int serversWithSamePath() {
        int most = 0;
        for (int i = 0; i < pair.pathCount(); i++) {
            most = Math.max(most, pair.client().serversWithPath(pair.path(i)));
        }
        return most;
    }

    /** To how many servers the client posts out of no page in the same form as to this one. */
    public int serversWithSamePost() {
        return pair.client().serversWithBarePost(pair.shapeHash);
    }
}
