package dev.sekisho.traffic.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A conversation between the Java runtime's own TLS client and server, recorded record by record. */
final class TlsConversation {
    /** Bytes that one side sent at once. */
    static final class Chunk {
        private final boolean fromClient;
        private final byte[] bytes;
        private final boolean isContent;

        Chunk(boolean fromClient, byte[] bytes, boolean isContent) {
            this.fromClient = fromClient;
            this.bytes = bytes;
            this.isContent = isContent;
        }

        boolean fromClient() {
            return fromClient;
        }

        /** Not copied. */
        byte[] bytes() {
            return bytes;
        }

        /** Whether a test sent it as content, rather than TLS by itself. */
        boolean isContent() {
            return isContent;
        }
    }

    static final String NAME = "server.example";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Peer client;
    private final Peer server;
    private final List<Chunk> chunks = new ArrayList<>();

    /** One side, and what has arrived there but is not read yet. */
    private static final class Peer {
        final SSLEngine engine;
        byte[] arrived = {};

        Peer(SSLEngine engine) {
            this.engine = engine;
        }

        boolean isHandshaking() {
            HandshakeStatus status = engine.getHandshakeStatus();
            return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
        }

        void read() throws SSLException {
            ByteBuffer wire = ByteBuffer.wrap(arrived);
            ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            int before = -1;
            while (wire.hasRemaining() && wire.position() != before) {
                before = wire.position();
                runTasks();
                plain.clear();
                engine.unwrap(wire, plain);
                runTasks();
            }
            arrived = Arrays.copyOfRange(arrived, wire.position(), arrived.length);
        }

        void arrive(byte[] bytes) {
            int before = arrived.length;
            arrived = Arrays.copyOf(arrived, before + bytes.length);
            System.arraycopy(bytes, 0, arrived, before, bytes.length);
        }

        void runTasks() {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }
    }

    private TlsConversation(SSLEngine client, SSLEngine server) {
        this.client = new Peer(client);
        this.server = new Peer(server);
    }

    /** A context whose certificate is the one of the test resources; reuse it to let sessions be resumed. */
    static SSLContext context() {
        try (InputStream in = TlsConversation.class.getResourceAsStream("server.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the test's key store cannot be used", e);
        }
    }

    static TlsConversation open(SSLContext context, String protocol) {
        return open(context, protocol, null);
    }

    /** Opens a connection; {@code serverGroup} other than the client's first choice provokes a HelloRetryRequest. */
    static TlsConversation open(SSLContext context, String protocol, @Nullable String serverGroup) {
        SSLEngine client = context.createSSLEngine(NAME, 443);
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setServerNames(List.of(new SNIHostName(NAME)));
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        client.setSSLParameters(parameters);
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        SSLParameters serverParameters = server.getSSLParameters();
        serverParameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (serverGroup != null) {
            serverParameters.setNamedGroups(new String[] {serverGroup});
        }
        server.setSSLParameters(serverParameters);
        TlsConversation conversation = new TlsConversation(client, server);
        conversation.handshake();
        return conversation;
    }

    private void handshake() {
        for (int i = 0; i < 20 && (client.isHandshaking() || server.isHandshaking() || i == 0); i++) {
            transfer(client, server, true, 0, false);
            transfer(server, client, false, 0, false);
        }
        transfer(client, server, true, 0, false);
        transfer(server, client, false, 0, false);
    }

    TlsConversation request(int length) {
        transfer(client, server, true, length, true);
        return this;
    }

    TlsConversation response(int length) {
        transfer(server, client, false, length, true);
        return this;
    }

    TlsConversation close() {
        client.engine.closeOutbound();
        transfer(client, server, true, 0, false);
        server.engine.closeOutbound();
        transfer(server, client, false, 0, false);
        return this;
    }

    List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    /** Bytes on the wire that carried content from one side. */
    long contentBytes(boolean fromClient) {
        return chunks.stream()
                .filter(chunk -> chunk.isContent && chunk.fromClient == fromClient)
                .mapToLong(chunk -> chunk.bytes.length)
                .sum();
    }

    private void transfer(Peer from, Peer to, boolean fromClient, int length, boolean isContent) {
        try {
            from.read();
            ByteBuffer plain = ByteBuffer.allocate(length);
            boolean more = isContent || from.engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP;
            while (more) {
                from.runTasks();
                ByteBuffer wire = ByteBuffer.allocate(from.engine.getSession().getPacketBufferSize());
                from.engine.wrap(plain, wire);
                from.runTasks();
                byte[] bytes = Arrays.copyOf(wire.array(), wire.position());
                if (bytes.length == 0) {
                    break;
                }
                chunks.add(new Chunk(fromClient, bytes, isContent));
                to.arrive(bytes);
                to.read();
                more = plain.hasRemaining() || from.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
            }
            if (plain.hasRemaining()) {
                throw new IllegalStateException("the handshake did not come to its end");
            }
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
