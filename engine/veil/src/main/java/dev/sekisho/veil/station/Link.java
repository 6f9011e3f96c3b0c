package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A connection to another station that is opened when first used, and again after it has broken. */
final class Link implements Closeable {
    private final SSLContext tls;
    private final int port;
    private @Nullable StationClient client;

    Link(SSLContext tls, int port) {
        this.tls = tls;
        this.port = port;
    }

    /** Sends a body; fails unless the station acknowledges it with status 200 and nothing else. */
    synchronized byte[] send(String path, byte[] body) throws IOException {
        try {
            StationClient open = client;
            if (open == null) {
                open = new StationClient(tls, port);
                client = open;
            }
            StationServer.Reply reply = open.post(path, body);
            if (reply.status() != 200) {
                throw new IOException("the station answered " + path + " with status " + reply.status());
            }
            return reply.body().toBytes();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
