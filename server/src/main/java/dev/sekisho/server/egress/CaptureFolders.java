package dev.sekisho.server.egress;

import dev.sekisho.server.scope.Actor;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import dev.sekisho.traffic.wire.SessionEventWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is dropped into the folders of sensors: a capture or log as a file of its own, logs that belong together as a
 * folder. What has been read is moved into {@code done}, what cannot be read into {@code unreadable}. A file is known by
 * its content, so that the same one dropped twice counts once, and one that was being read when the server ended is read
 * on from the batch after the last committed one. Used by one thread.
 */
final class CaptureFolders {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFolders.class);
    static final String DONE = "done";
    static final String UNREADABLE = "unreadable";
    private static final List<String> UNFINISHED_ENDINGS = List.of(".part", ".tmp", ".crdownload", ".filepart");
    private static final SessionSettings SETTINGS = new SessionSettings(
            SessionSettings.DEFAULT.sessionSilence(),
            SessionSettings.DEFAULT.connectionSilence(),
            SessionSettings.DEFAULT.udpSilence(),
            48L << 20,
            SessionSettings.DEFAULT.spillBytes(),
            List.of());

    private final Path directory;
    private final Sensors sensors;
    private final Intake intake;
    private Map<Path, Look> seen = new HashMap<>();

    /** How something looked: while it still grows it is left alone. */
    private record Look(long bytes, FileTime changed) {}

    CaptureFolders(Path directory, Sensors sensors, Intake intake) {
        this.directory = directory;
        this.sensors = sensors;
        this.intake = intake;
    }

    /** Looks into all folders once, and reads what has not changed since the last look. */
    void look() {
        Map<Path, Look> now = new HashMap<>();
        for (Sensor sensor : Actor.SENSORS.call(sensors::folders)) {
            Path folder = directory.resolve(String.valueOf(sensor.folder()));
            try {
                Files.createDirectories(folder);
                for (Path input : inputs(folder)) {
                    Look look = look(input);
                    now.put(input, look);
                    if (look.equals(seen.get(input))) {
                        read(sensor, input);
                    }
                }
            } catch (IOException | RuntimeException e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("sensor", sensor.name())
                        .log("a folder could not be read; it is tried again");
            }
        }
        seen = now;
    }

    private static List<Path> inputs(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(CaptureFolders::isInput).sorted().toList();
        }
    }

    private static boolean isInput(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return !name.startsWith(".")
                && !name.equals(DONE)
                && !name.equals(UNREADABLE)
                && UNFINISHED_ENDINGS.stream().noneMatch(name::endsWith)
                && (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        || Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS));
    }

    private static Look look(Path input) throws IOException {
        long bytes = 0;
        FileTime changed = FileTime.fromMillis(0);
        for (Path file : files(input)) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            bytes += attributes.size();
            if (attributes.lastModifiedTime().compareTo(changed) > 0) {
                changed = attributes.lastModifiedTime();
            }
        }
        return new Look(bytes, changed);
    }

    private static List<Path> files(Path input) throws IOException {
        try (Stream<Path> below = Files.walk(input)) {
            return below.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private void read(Sensor sensor, Path input) throws IOException {
        String name = String.valueOf(input.getFileName());
        String stream = digest(input);
        Intake.Position position = intake.begin(sensor, stream, name);
        if (position.finished()) {
            putAside(input, DONE);
            return;
        }
        Batches batches = new Batches(sensor, stream, position.next());
        SessionEventWriter writer = new SessionEventWriter(batches::take);
        TrafficReader reader = new TrafficReader();
        ReadSummary summary = reader.read(List.of(input), SETTINGS, writer, ProgressListener.NONE);
        writer.flush();
        String fault = fault(reader, summary);
        intake.finish(sensor, stream, losses(summary.losses()), fault);
        putAside(input, fault == null ? DONE : UNREADABLE);
    }

    private static @Nullable String fault(TrafficReader reader, ReadSummary summary) {
        if (!reader.unreadable().isEmpty()) {
            return reader.unreadable().getFirst().reason();
        }
        return summary.packets() == 0 ? "nothing in it could be read" : null;
    }

    private static String losses(Losses losses) {
        return losses.counts().entrySet().stream()
                .map(loss -> loss.getKey().text() + ": " + loss.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Counts batches on their way and leaves out those that have been committed. */
    private final class Batches {
        private final Sensor sensor;
        private final String stream;
        private final long first;
        private long number;

        Batches(Sensor sensor, String stream, long first) {
            this.sensor = sensor;
            this.stream = stream;
            this.first = first;
        }

        void take(byte[] batch) {
            if (number >= first && intake.accept(sensor, stream, number, batch) != number + 1) {
                throw new IllegalStateException("batch " + number + " of " + stream + " is not the next one");
            }
            number++;
        }
    }

    private static String digest(Path input) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            boolean together = Files.isDirectory(input);
            for (Path file : files(input)) {
                if (together) {
                    digest.update(
                            (input.relativize(file) + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
                }
                try (InputStream in = Files.newInputStream(file)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        digest.update(buffer, 0, read);
                    }
                }
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Moves what has been read; where that is not allowed it stays, and is known by its content. */
    private static void putAside(Path input, String where) {
        try {
            Path target = Files.createDirectories(input.resolveSibling(where));
            String name = String.valueOf(input.getFileName());
            Path free = target.resolve(name);
            List<Path> taken = new ArrayList<>();
            while (Files.exists(free)) {
                taken.add(free);
                free = target.resolve(name + "." + taken.size());
            }
            Files.move(input, free, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("input", input)
                    .log("what has been read could not be moved; it is not read again");
        }
    }
}
