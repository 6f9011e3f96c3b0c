package dev.sekisho.traffic.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** The messages that made-up programs send: HTTP, DNS, TLS handshakes and BitTorrent, the same for the same seed. */
final class SampleMessages {
    /** A certificate for shop.example, signed by itself; its private key was never kept. */
    private static final byte[] CERTIFICATE = Base64.getMimeDecoder().decode("""
            MIIB4TCCAYigAwIBAgIUAcv8GRL3wdAGtDfYQSTmBGBS8RcwCgYIKoZIzj0EAwIwMDEXMBUGA1UECgwOU2VraXNobyBzYW1wbGUx
            FTATBgNVBAMMDHNob3AuZXhhbXBsZTAgFw0yNjExMjQwODM2MjNaGA8yMTI2MTAzMTA4MzYyM1owMDEXMBUGA1UECgwOU2VraXNo
            byBzYW1wbGUxFTATBgNVBAMMDHNob3AuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDbdFbYkfve6HroBftP9ns9M
            B2jWeHpDaCQ2rx6qsLkO9apMXtl+KxTNRtfx2ZU1zcIOWxYjFvRqBfkJnY8BHVGjfjB8MB0GA1UdDgQWBBTf+RLnqv1rR5k1b0hB
            Vo13eOY8nTAfBgNVHSMEGDAWgBTf+RLnqv1rR5k1b0hBVo13eOY8nTAPBgNVHRMBAf8EBTADAQH/MCkGA1UdEQQiMCCCDHNob3Au
            ZXhhbXBsZYIQd3d3LnNob3AuZXhhbXBsZTAKBggqhkjOPQQDAgNHADBEAiBNsBY7AiRFgpRVL5yJA4eeaggaa29CZnFqTIBs+QM1
            qwIgWtFWW5UdWA9XJk5M4YDoYoGvKoTi1+2oFgSws1FFU78=
            """);

    private static final String WORDS =
            "the market opens early and closes late while rain falls on quiet roads between "
                    + "hills where a small station keeps watch over everything that leaves";

    private final Random random;

    SampleMessages(Random random) {
        this.random = random;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    byte[] get(String host, String path, String userAgent, String referer) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + userAgent
                + "\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Language: en\r\nAccept-Encoding: gzip\r\n"
                + (referer.isEmpty() ? "" : "Referer: " + referer + "\r\n") + "Connection: keep-alive\r\n\r\n");
    }

    byte[] post(String host, String path, String userAgent, byte[] body) {
        byte[] head = ascii("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + userAgent
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length + "\r\n\r\n");
        return join(head, body);
    }

    byte[] response(String type, String moreHeaders, byte[] body) {
        byte[] head = ascii("HTTP/1.1 200 OK\r\nServer: sample\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length + "\r\n" + moreHeaders + "\r\n");
        return join(head, body);
    }

    /** A page as it is sent: gzip, in chunks. */
    byte[] page(int paragraphs) {
        StringBuilder html = new StringBuilder("<!doctype html><html><head><title>Sample</title></head><body>");
        String[] words = WORDS.split(" ", -1);
        for (int i = 0; i < paragraphs; i++) {
            html.append("<p>");
            for (int j = 0; j < 60; j++) {
                html.append(words[random.nextInt(words.length)]).append(' ');
            }
            html.append("</p>\n");
        }
        byte[] body = gzip(ascii(html.append("</body></html>\n").toString()));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(ascii("HTTP/1.1 200 OK\r\nServer: sample\r\nContent-Type: text/html; charset=utf-8\r\n"
                + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nCache-Control: max-age=60\r\n\r\n"));
        for (int at = 0; at < body.length; at += 4096) {
            int length = Math.min(4096, body.length - at);
            message.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
            message.write(body, at, length);
            message.writeBytes(ascii("\r\n"));
        }
        message.writeBytes(ascii("0\r\n\r\n"));
        return message.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A JPEG as far as its first bytes tell. */
    byte[] picture(int length) {
        byte[] picture = randomBytes(length);
        byte[] start = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0};
        System.arraycopy(start, 0, picture, 0, start.length);
        return picture;
    }

    /** A query for the IPv4 address of {@code name} (RFC 1035). */
    byte[] dnsQuery(int id, String name) {
        ByteBuffer query = ByteBuffer.allocate(512);
        query.putShort((short) id).putShort((short) 0x0100);
        query.putShort((short) 1).putShort((short) 0).putInt(0);
        putQuestion(query, name);
        return taken(query);
    }

    byte[] dnsAnswer(int id, String name, int address) {
        ByteBuffer answer = ByteBuffer.allocate(512);
        answer.putShort((short) id).putShort((short) 0x8180);
        answer.putShort((short) 1).putShort((short) 1).putInt(0);
        putQuestion(answer, name);
        answer.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1);
        answer.putInt(300).putShort((short) 4).putInt(address);
        return taken(answer);
    }

    private static void putQuestion(ByteBuffer message, String name) {
        for (String label : name.split("\\.", -1)) {
            message.put((byte) label.length()).put(ascii(label));
        }
        message.put((byte) 0).putShort((short) 1).putShort((short) 1);
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    /** A TLS client hello with server name, ALPN, groups, signature algorithms and versions (RFC 8446). */
    byte[] clientHello(String name, boolean version13) {
        ByteBuffer extensions = ByteBuffer.allocate(512);
        byte[] host = ascii(name);
        extensions.putShort((short) 0).putShort((short) (host.length + 5)).putShort((short) (host.length + 3));
        extensions.put((byte) 0).putShort((short) host.length).put(host);
        putExtension(extensions, 23, "");
        putExtension(extensions, 10, "0006001d00170018");
        putExtension(extensions, 11, "0100");
        putExtension(extensions, 16, "000c02683208687474702f312e31");
        putExtension(extensions, 13, "000a04030804040105030805");
        if (version13) {
            putExtension(extensions, 43, "0403040303");
            extensions.putShort((short) 51).putShort((short) 38).putShort((short) 36);
            extensions.putShort((short) 29).putShort((short) 32).put(randomBytes(32));
        }
        ByteBuffer hello = ByteBuffer.allocate(1024);
        hello.putShort((short) 0x0303).put(randomBytes(32)).put((byte) 32).put(randomBytes(32));
        hello.putShort((short) 12);
        for (int suite : new int[] {0x1301, 0x1302, 0xc02b, 0xc02f, 0xc02c, 0x009c}) {
            hello.putShort((short) suite);
        }
        hello.put((byte) 1).put((byte) 0);
        hello.putShort((short) extensions.position()).put(taken(extensions));
        return record(22, handshake(1, taken(hello)));
    }

    private static void putExtension(ByteBuffer extensions, int type, String hex) {
        byte[] content = java.util.HexFormat.of().parseHex(hex);
        extensions.putShort((short) type).putShort((short) content.length).put(content);
    }

    /** What a server of version 1.3 answers: its hello, and the rest encrypted. */
    byte[] serverFlight13() {
        ByteBuffer hello = serverHello(0x1301);
        ByteBuffer extensions = ByteBuffer.allocate(128);
        putExtension(extensions, 43, "0304");
        extensions.putShort((short) 51).putShort((short) 36);
        extensions.putShort((short) 29).putShort((short) 32).put(randomBytes(32));
        hello.putShort((short) extensions.position()).put(taken(extensions));
        byte[] flight = join(record(22, handshake(2, taken(hello))), record(20, new byte[] {1}));
        return join(flight, record(23, randomBytes(2400)));
    }

    /** What a server of version 1.2 answers: its hello, its certificate, its key and the end of its flight. */
    byte[] serverFlight12() {
        ByteBuffer hello = serverHello(0xc02b);
        hello.putShort((short) 5).putShort((short) 0xff01).putShort((short) 1).put((byte) 0);
        ByteBuffer certificates = ByteBuffer.allocate(CERTIFICATE.length + 6);
        putLength24(certificates, CERTIFICATE.length + 3);
        putLength24(certificates, CERTIFICATE.length);
        certificates.put(CERTIFICATE);
        byte[] flight = join(record(22, handshake(2, taken(hello))), record(22, handshake(11, certificates.array())));
        byte[] key = ByteBuffer.allocate(144)
                .put(new byte[] {3, 0, 29, 32})
                .put(randomBytes(140))
                .array();
        return join(flight, join(record(22, handshake(12, key)), record(22, handshake(14, new byte[0]))));
    }

    private ByteBuffer serverHello(int suite) {
        ByteBuffer hello = ByteBuffer.allocate(256);
        hello.putShort((short) 0x0303).put(randomBytes(32)).put((byte) 32).put(randomBytes(32));
        return hello.putShort((short) suite).put((byte) 0);
    }

    /** The client's key, its change of cipher and its encrypted end of the handshake, version 1.2. */
    byte[] clientFlight12() {
        byte[] key = ByteBuffer.allocate(33).put((byte) 32).put(randomBytes(32)).array();
        byte[] flight = join(record(22, handshake(16, key)), record(20, new byte[] {1}));
        return join(flight, record(22, randomBytes(40)));
    }

    /** A change of cipher and an encrypted end of the handshake. */
    byte[] finished() {
        return join(record(20, new byte[] {1}), record(22, randomBytes(40)));
    }

    /** Encrypted content in records of at most 16 KiB. */
    byte[] encrypted(int length) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int rest = length; rest > 0; rest -= 16_384) {
            records.writeBytes(record(23, randomBytes(Math.min(rest, 16_384))));
        }
        return records.toByteArray();
    }

    private static byte[] record(int type, byte[] content) {
        ByteBuffer record = ByteBuffer.allocate(5 + content.length);
        return record.put((byte) type)
                .putShort((short) 0x0303)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private static byte[] handshake(int type, byte[] content) {
        ByteBuffer message = ByteBuffer.allocate(4 + content.length).put((byte) type);
        putLength24(message, content.length);
        return message.put(content).array();
    }

    private static void putLength24(ByteBuffer buffer, int length) {
        buffer.put((byte) (length >>> 16)).putShort((short) length);
    }

    /** The handshake of a BitTorrent peer (BEP 3). */
    byte[] torrentHandshake(byte[] infoHash) {
        ByteBuffer handshake = ByteBuffer.allocate(68).put((byte) 19).put(ascii("BitTorrent protocol"));
        return handshake
                .put(new byte[8])
                .put(infoHash)
                .put(ascii("-SA0001-"))
                .put(randomBytes(12))
                .array();
    }

    /** A ping of BitTorrent's distributed hash table (BEP 5). */
    byte[] torrentPing() {
        ByteArrayOutputStream ping = new ByteArrayOutputStream();
        ping.writeBytes(ascii("d1:ad2:id20:"));
        ping.writeBytes(randomBytes(20));
        ping.writeBytes(ascii("e1:q4:ping1:t2:aa1:y1:qe"));
        return ping.toByteArray();
    }
}
