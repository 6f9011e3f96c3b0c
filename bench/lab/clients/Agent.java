import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A background agent in Java (java.net.http.HttpClient, HTTP/2 where offered). usage: java Agent SPECIFICATION (see agent.py) */
final class Agent {
    public static void main(String[] arguments) throws Exception {
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
        var random = new Random();
        var timer = Executors.newScheduledThreadPool(1);
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] part = line.split("\t");
            double period = Double.parseDouble(part[1]);
            double jitter = Double.parseDouble(part[2]);
            int size = Integer.parseInt(part[4]);
            var step = new Runnable() {
                @Override
                public void run() {
                    timer.schedule(this, (long) (1000 * period * (1 + jitter * (2 * random.nextDouble() - 1))), TimeUnit.MILLISECONDS);
                    var body = size == 0
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString("{\"t\":" + System.currentTimeMillis() + ",\"d\":\"" + "x".repeat(size) + "\"}");
                    var request = HttpRequest.newBuilder(URI.create(part[0])).method(part[3], body).timeout(Duration.ofMinutes(1)).build();
                    try {
                        client.send(request, HttpResponse.BodyHandlers.discarding());
                    } catch (Exception e) {
                        System.err.println(part[0] + " " + e);
                    }
                }
            };
            timer.schedule(step, (long) (random.nextDouble() * 1000 * Math.min(period, 30)), TimeUnit.MILLISECONDS);
        }
    }
}
