package dev.sekisho.server.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on loopback that answers as a test wants it, and keeps what was completed. */
final class ScriptedMailServer implements AutoCloseable {
    /** Where it does something else than take the mail. */
    enum Mood {
        TAKES,
        REFUSES_RECIPIENT,
        IS_BUSY_AT_RECIPIENT,
        IS_BUSY_AT_THE_END,
        LEAVES_AT_RECIPIENT,
        LEAVES_AFTER_THE_LAST_DOT
    }

    private final ServerSocket socket;
    private final List<String> completed = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;

    ScriptedMailServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void becomes(Mood now) {
        mood = now;
    }

    /** The mails whose last dot came, whatever was answered. */
    List<String> completed() {
        return completed;
    }

    private void accept() {
        while (!socket.isClosed()) {
            serveOne();
        }
    }

    @SuppressWarnings("EmptyCatch") // the client or the test has ended, which is what some tests want
    private void serveOne() {
        try (Socket client = socket.accept()) {
            talk(client);
        } catch (IOException e) {
            // see above
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 scripted");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.substring(0, Math.min(4, line.length()));
            if (verb.equals("RCPT") && mood == Mood.REFUSES_RECIPIENT) {
                say(client, "550 5.1.1 nobody of this name");
            } else if (verb.equals("RCPT") && mood == Mood.IS_BUSY_AT_RECIPIENT) {
                say(client, "450 4.2.0 greylisted");
            } else if (verb.equals("RCPT") && mood == Mood.LEAVES_AT_RECIPIENT) {
                return;
            } else if (verb.equals("DATA")) {
                say(client, "354 go on");
                if (!take(client, in)) {
                    return;
                }
            } else {
                say(client, verb.equals("QUIT") ? "221 bye" : "250 fine");
            }
        }
    }

    private boolean take(Socket client, BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            mail.append(line).append('\n');
            line = in.readLine();
        }
        if (line == null) {
            return false;
        }
        completed.add(mail.toString());
        if (mood == Mood.LEAVES_AFTER_THE_LAST_DOT) {
            return false;
        }
        say(client, mood == Mood.IS_BUSY_AT_THE_END ? "451 4.3.0 try later" : "250 2.0.0 queued as 1");
        return true;
    }

    private static void say(Socket client, String answer) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
