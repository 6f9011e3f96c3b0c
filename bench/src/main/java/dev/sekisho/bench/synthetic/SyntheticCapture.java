package dev.sekisho.bench.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Writes a synthetic stretch of traffic from eight in the morning (UTC) on as a capture.
 *
 * <p>Run it with {@code java -cp … dev.sekisho.bench.synthetic.SyntheticCapture OUT.pcap SEED CLIENTS MINUTES [BEACONS]}.
 */
public final class SyntheticCapture {
    private static final Instant START = Instant.parse("2027-01-12T08:00:00Z");

    private SyntheticCapture() {}

    /** Writes the capture; with other than four or five arguments says how. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 4 || arguments.length > 5) {
            System.err.println("usage: SyntheticCapture OUT.pcap SEED CLIENTS MINUTES [BEACONS]");
            System.exit(2);
        }
        int beacons = arguments.length == 5 ? Integer.parseInt(arguments[4]) : 0;
        List<BeaconPlan> plans = Collections.nCopies(beacons, BeaconPlan.DEFAULT);
        SyntheticDay.Settings settings = new SyntheticDay.Settings(
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                START,
                Duration.ofMinutes(Long.parseLong(arguments[3])),
                plans);
        try (PcapOutput out = new PcapOutput(Path.of(arguments[0]))) {
            SyntheticDay.toPackets(settings, out);
        }
    }
}
