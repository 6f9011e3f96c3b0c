package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.alert.SyslogCef;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where syslog messages go: a log server over UDP (RFC 5426) or TCP (RFC 6587), or a file with a message a line. */
sealed interface SyslogTarget {
    /** How long a log server may take to accept a connection. */
    int CONNECT_MILLIS = 10_000;

    /** Sends a message for each of {@code alerts}; {@code inputs} must not be overwritten. */
    void send(List<Alert> alerts, List<Path> inputs);

    /** Sends a message for each of {@code alerts}; a file keeps what it has and gets them at its end. */
    default void append(List<Alert> alerts) {
        send(alerts, List.of());
    }

    /** Reads {@code udp:HOST:PORT}, {@code tcp:HOST:PORT} or the name of a file. */
    static SyslogTarget of(String text) {
        Matcher server = Pattern.compile("(udp|tcp):(\\[[0-9a-fA-F:]+]|[^:]+):(\\d{1,5})")
                .matcher(text);
        if (server.matches()) {
            int port = Integer.parseInt(server.group(3));
            if (port < 1 || port > 65_535) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE, "--syslog: port must be between 1 and 65535, but is " + port);
            }
            String host = server.group(2).replaceAll("[\\[\\]]", "");
            return server.group(1).equals("udp") ? new Udp(host, port) : new Tcp(host, port);
        }
        if (text.startsWith("udp:") || text.startsWith("tcp:")) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "--syslog: expected udp:HOST:PORT or tcp:HOST:PORT, but got \"" + text + "\"");
        }
        return new InFile(Path.of(text));
    }

    private static SyslogCef messages() {
        String version = Sekisho.class.getPackage().getImplementationVersion();
        String hostname;
        try {
            hostname = InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            hostname = "-";
        }
        return new SyslogCef(hostname, version == null ? "0" : version);
    }

    private static CommandFailure unreachable(String host, int port, IOException e) {
        return new CommandFailure(
                ExitCode.NOT_WRITTEN,
                "cannot send alerts to the log server " + host + " port " + port + ": " + e.getMessage(),
                e);
    }

    /** One datagram a message. */
    record Udp(String host, int port) implements SyslogTarget {
        @Override
        public void send(List<Alert> alerts, List<Path> inputs) {
            SyslogCef messages = messages();
            try (DatagramSocket socket = new DatagramSocket()) {
                InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
                for (Alert alert : alerts) {
                    byte[] message = messages.format(alert).getBytes(UTF_8);
                    socket.send(new DatagramPacket(message, message.length, address));
                }
            } catch (IOException e) {
                throw unreachable(host, port, e);
            }
        }
    }

    /** Messages with their lengths in front on one connection. */
    record Tcp(String host, int port) implements SyslogTarget {
        @Override
        public void send(List<Alert> alerts, List<Path> inputs) {
            SyslogCef messages = messages();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
                OutputStream out = socket.getOutputStream();
                for (Alert alert : alerts) {
                    out.write(messages.formatCounted(alert).getBytes(UTF_8));
                }
                out.flush();
            } catch (IOException e) {
                throw unreachable(host, port, e);
            }
        }
    }

    /** A message a line. */
    record InFile(Path file) implements SyslogTarget {
        @Override
        public void append(List<Alert> alerts) {
            SyslogCef messages = messages();
            StringBuilder lines = new StringBuilder();
            for (Alert alert : alerts) {
                lines.append(messages.format(alert)).append('\n');
            }
            new GrowingFile(file).append(lines.toString().getBytes(UTF_8));
        }

        @Override
        public void send(List<Alert> alerts, List<Path> inputs) {
            SyslogCef messages = messages();
            AlertOptions.write(file, inputs, out -> {
                for (Alert alert : alerts) {
                    out.write((messages.format(alert) + "\n").getBytes(UTF_8));
                }
            });
        }
    }
}
