package dev.sekisho.traffic.stream;

/** Takes what no other parser understands: counts bytes and makes exchanges by turn-taking. */
public final class OpaqueParser implements StreamParser {
    private final TurnTaking turns;

    public OpaqueParser(ConnectionEvents events) {
        turns = new TurnTaking(events);
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        turns.bytes(fromClient, length, nanos);
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        turns.bytes(fromClient, length, nanos);
    }

    /** Reports the exchange under way as it is: what follows, after a time in which nothing came, is another one. */
    @Override
    public long park() {
        turns.flush();
        return 0;
    }

    @Override
    public void end(long nanos) {
        turns.flush();
    }
}
