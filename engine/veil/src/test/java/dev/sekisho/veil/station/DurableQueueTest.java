package dev.sekisho.veil.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableQueueTest {
    private static final String FIRST_FILE = "q.0000000000000000.segment";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<byte[]> entries) {
        return entries.stream()
                .map(each -> new String(each, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> waiting(DurableQueue queue) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        long place = queue.done();
        while (true) {
            DurableQueue.Waiting next = queue.peek(place, 2, 1 << 20);
            if (next.entries().isEmpty()) {
                return texts(entries);
            }
            entries.addAll(next.entries());
            place = next.end();
        }
    }

    private static List<String> all(DurableQueue queue) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        queue.forEach(entries::add);
        return texts(entries);
    }

    private DurableQueue open() throws IOException {
        return DurableQueue.open(directory, "q");
    }

    private DurableQueue open(QueueDisk disk, Path place) throws IOException {
        return DurableQueue.open(disk, place, "q", 40, 400);
    }

    private static long files(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(each -> each.toString().endsWith(".segment")).count();
        }
    }

    @Test
    void keepsEntriesAndPlaceOverARestart() throws IOException {
        try (DurableQueue queue = open()) {
            queue.append(List.of(bytes("one"), bytes("two"), bytes("three")));
            DurableQueue.Waiting first = queue.peek(queue.done(), 1, 1 << 20);
            assertThat(texts(first.entries())).containsExactly("one");
            queue.done(first.end());
        }
        try (DurableQueue queue = open()) {
            assertThat(waiting(queue)).containsExactly("two", "three");
            queue.append(List.of(bytes("four")));
            assertThat(waiting(queue)).containsExactly("two", "three", "four");
            assertThat(all(queue)).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void cutsOffWhatWasWrittenInPart() throws IOException {
        try (DurableQueue queue = open()) {
            queue.append(List.of(bytes("whole"), bytes("to be torn")));
        }
        Path file = directory.resolve(FIRST_FILE);
        byte[] content = Files.readAllBytes(file);
        for (int cut = 1; cut <= 18; cut++) {
            Files.write(file, Arrays.copyOf(content, content.length - cut));
            try (DurableQueue queue = open()) {
                assertThat(waiting(queue)).as("cut by %d", cut).containsExactly("whole");
                queue.append(List.of(bytes("next")));
                assertThat(waiting(queue)).containsExactly("whole", "next");
            }
        }
    }

    @Test
    void takesAnEntryWithChangedBytesForTorn() throws IOException {
        try (DurableQueue queue = open()) {
            queue.append(List.of(bytes("whole"), bytes("changed")));
        }
        Path file = directory.resolve(FIRST_FILE);
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
        try (DurableQueue queue = open()) {
            assertThat(all(queue)).containsExactly("whole");
        }
    }

    @Test
    void takesZerosThatAPowerCutLeftForNoEntries() throws IOException {
        try (DurableQueue queue = open()) {
            queue.append(List.of(bytes("whole")));
        }
        Files.write(directory.resolve(FIRST_FILE), new byte[64], StandardOpenOption.APPEND);
        try (DurableQueue queue = open()) {
            assertThat(all(queue)).containsExactly("whole");
        }
    }

    @Test
    void refusesEntriesThatAreTooLongOrEmpty() throws IOException {
        try (DurableQueue queue = open()) {
            assertThatThrownBy(() -> queue.append(List.of(new byte[DurableQueue.MOST_BYTES + 1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an entry has 1 to 16777216 bytes, but this one has 16777217");
            assertThatThrownBy(() -> queue.append(List.of(new byte[0])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an entry has 1 to 16777216 bytes, but this one has 0");
        }
    }

    @Test
    void readsEntriesLongerThanABlock() throws IOException {
        byte[] longOne = new byte[1_000_000];
        Arrays.fill(longOne, (byte) 7);
        try (DurableQueue queue = open()) {
            queue.append(List.of(bytes("short"), longOne, bytes("last")));
        }
        try (DurableQueue queue = open()) {
            assertThat(queue.peek(0, 3, Long.MAX_VALUE).entries().get(1)).isEqualTo(longOne);
            assertThat(queue.peek(0, 3, 100).entries()).hasSize(2);
        }
    }

    @Test
    void removesFilesOnceAllInThemIsDoneAndSaysFarewellToIt() throws IOException {
        List<byte[]> farewell = new ArrayList<>();
        try (DurableQueue queue = open(QueueDisk.REAL, directory)) {
            for (int i = 0; i < 10; i++) {
                queue.append(List.of(bytes("entry number " + i)));
            }
            assertThat(files(directory)).isEqualTo(5);
            long place = queue.peek(queue.done(), 2, 1 << 20).end();
            queue.done(queue.peek(place, 1, 1 << 20).end(), farewell::addAll);
            assertThat(texts(farewell)).containsExactly("entry number 0", "entry number 1");
            assertThat(files(directory)).isEqualTo(4);
            assertThat(all(queue)).startsWith("entry number 2").hasSize(8);
        }
        try (DurableQueue queue = open(QueueDisk.REAL, directory)) {
            assertThat(waiting(queue)).startsWith("entry number 3").hasSize(7);
        }
    }

    @Test
    void keepsAFileWhoseFarewellFailed() throws IOException {
        try (DurableQueue queue = open(QueueDisk.REAL, directory)) {
            for (int i = 0; i < 4; i++) {
                queue.append(List.of(bytes("entry number " + i)));
            }
            long place = queue.peek(0, 2, 1 << 20).end();
            assertThatThrownBy(() -> queue.done(place, entries -> {
                        throw new IOException("no room for the marks");
                    }))
                    .hasMessage("no room for the marks");
            assertThat(all(queue)).hasSize(4);
            queue.done(place);
            assertThat(all(queue)).hasSize(2);
        }
    }

    @Test
    void refusesWhatGoesBeyondItsBoundUntilSomethingIsDelivered() throws IOException {
        try (DurableQueue queue = open(QueueDisk.REAL, directory)) {
            for (int i = 0; i < 4; i++) {
                queue.append(List.of(new byte[90]));
            }
            assertThatThrownBy(() -> queue.append(List.of(new byte[90])))
                    .isInstanceOf(StorageException.class)
                    .hasMessage(
                            "the queue \"q\" holds 392 of at most 400 bytes; what waits in it must be delivered first");
            queue.done(queue.peek(0, 1, 1 << 20).end());
            queue.append(List.of(new byte[90]));
            assertThat(waiting(queue)).hasSize(4);
        }
    }

    @Test
    void aFullDiskRefusesEntriesAndLosesNone() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        List<String> kept = new ArrayList<>();
        try (DurableQueue queue = open(disk, directory)) {
            for (int i = 0; i < 60; i++) {
                disk.room = i % 7;
                String text = "entry " + i;
                try {
                    queue.append(List.of(bytes(text)));
                    kept.add(text);
                } catch (StorageException e) {
                    assertThat(e).hasMessageStartingWith("the queue \"q\" cannot be");
                }
                if (kept.size() >= 12) {
                    queue.done(queue.peek(queue.done(), 1, 1).end());
                    kept.removeFirst();
                }
                assertThat(waiting(queue)).as("after %s", text).isEqualTo(kept);
            }
        }
        try (DurableQueue queue = open(QueueDisk.REAL, directory)) {
            // where even the place could not be noted, entries come again
            assertThat(waiting(queue)).endsWith(kept.toArray(String[]::new));
        }
    }

    @Test
    void aProcessThatDiesAtAnyStepLosesNothingAcknowledged() throws IOException {
        for (int step = 0; step < 200; step++) {
            Path place = directory.resolve("crash-" + step);
            FaultyDisk disk = new FaultyDisk();
            disk.room = step;
            disk.dead = true;
            List<String> acknowledged = new ArrayList<>();
            List<String> delivered = new ArrayList<>();
            boolean died = runUntilItDies(disk, place, acknowledged, delivered);

            try (DurableQueue queue = open(new FaultyDisk(), place)) {
                List<String> left = waiting(queue);
                List<String> missing = new ArrayList<>(acknowledged);
                missing.removeAll(left);
                assertThat(delivered).as("step %d", step).containsAll(missing);
                assertThat(left).doesNotHaveDuplicates().isSubsetOf(names(20));
                assertThat(left.size()).as("entries that come again").isLessThanOrEqualTo(20 - delivered.size() + 1);
                queue.append(List.of(bytes("after")));
                assertThat(waiting(queue)).endsWith("after");
            }
            if (!died) {
                assertThat(step).isGreaterThan(60);
                return;
            }
        }
        throw new AssertionError("the run never came to its end");
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "entry number " + i).toList();
    }

    private boolean runUntilItDies(FaultyDisk disk, Path place, List<String> acknowledged, List<String> delivered) {
        DurableQueue queue = null;
        try {
            queue = open(disk, place);
            for (String name : names(20)) {
                queue.append(List.of(bytes(name)));
                acknowledged.add(name);
                if (acknowledged.size() > 3) {
                    DurableQueue.Waiting next = queue.peek(queue.done(), 1, 1);
                    delivered.addAll(texts(next.entries()));
                    queue.done(next.end());
                }
                if (disk.room <= 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * A disk that has room for so many steps and then fails: half a write still happens. What dies here is the process, not the
     * machine, so nothing is really forced to the disk.
     */
    private static final class FaultyDisk implements QueueDisk {
        private int room = Integer.MAX_VALUE;
        private boolean dead;

        private void step() throws IOException {
            if (room-- <= 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public FileChannel open(Path file) throws IOException {
            step();
            return QueueDisk.super.open(file);
        }

        @Override
        public int write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
            if (room <= 0) {
                if (room == 0 || !dead) {
                    int half = bytes.remaining() / 2;
                    channel.write(bytes.slice(bytes.position(), half), position);
                }
                room--;
                throw new IOException("No space left on device");
            }
            room--;
            return QueueDisk.super.write(channel, bytes, position);
        }

        @Override
        public void force(FileChannel channel) throws IOException {
            step();
        }

        @Override
        public void truncate(FileChannel channel, long length) throws IOException {
            // a disk that is full can still cut files off; a dead process cannot
            if (dead) {
                step();
            }
            QueueDisk.super.truncate(channel, length);
        }

        @Override
        public void forceNames(Path names) throws IOException {
            step();
        }

        @Override
        public void delete(Path file) throws IOException {
            if (dead) {
                step();
            }
            QueueDisk.super.delete(file);
        }
    }
}
