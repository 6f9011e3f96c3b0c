package dev.sekisho.server;

import dev.sekisho.server.sample.SampleGroup;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * The run that the start-up cache learns from: a server that starts for the first time and shows its first pages. Started
 * by the launcher's build alone.
 */
final class StartUpTraining {
    private static final List<String> PATHS = List.of("/login", "/", "/assets/sekisho.css", "/api/v1/units");

    private StartUpTraining() {}

    /** Takes a directory to work in. */
    public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
        ServeOptions options = new ServeOptions();
        options.data = Path.of(arguments[0], "data");
        options.port = freePort();
        options.sample = SampleGroup.Size.SMALL;
        try (RunningServer server = RunningServer.start(options)) {
            String link = server.firstAdministratorLink().orElseThrow();
            try (HttpClient client = TrustedClient.of(server.certificate())) {
                for (String path : PATHS) {
                    get(client, server.publicAddress() + path);
                }
                get(client, link);
            }
        }
        System.exit(0);
    }

    private static void get(HttpClient client, String address) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
