package dev.sekisho.veil.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableQueueTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(DurableQueue.Waiting waiting) {
        return waiting.entries().stream()
                .map(each -> new String(each, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void keepsEntriesAndPlaceOverARestart() throws IOException {
        try (DurableQueue queue = DurableQueue.open(directory, "q")) {
            queue.append(List.of(bytes("one"), bytes("two"), bytes("three")));
            DurableQueue.Waiting first = queue.waiting(1);
            assertThat(texts(first)).containsExactly("one");
            queue.done(first);
        }
        try (DurableQueue queue = DurableQueue.open(directory, "q")) {
            assertThat(texts(queue.waiting(10))).containsExactly("two", "three");
            queue.append(List.of(bytes("four")));
            assertThat(texts(queue.waiting(10))).containsExactly("two", "three", "four");
            assertThat(texts(queue.all())).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void cutsOffWhatWasWrittenInPart() throws IOException {
        try (DurableQueue queue = DurableQueue.open(directory, "q")) {
            queue.append(List.of(bytes("whole"), bytes("to be torn")));
        }
        Path file = directory.resolve("q.queue");
        byte[] content = Files.readAllBytes(file);
        for (int cut = 1; cut <= 18; cut++) {
            Files.write(file, Arrays.copyOf(content, content.length - cut));
            try (DurableQueue queue = DurableQueue.open(directory, "q")) {
                assertThat(texts(queue.waiting(10))).as("cut by %d", cut).containsExactly("whole");
                queue.append(List.of(bytes("next")));
                assertThat(texts(queue.waiting(10))).containsExactly("whole", "next");
            }
        }
    }

    @Test
    void takesAnEntryWithChangedBytesForTorn() throws IOException {
        try (DurableQueue queue = DurableQueue.open(directory, "q")) {
            queue.append(List.of(bytes("whole"), bytes("changed")));
        }
        Path file = directory.resolve("q.queue");
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
        try (DurableQueue queue = DurableQueue.open(directory, "q")) {
            assertThat(texts(queue.all())).containsExactly("whole");
        }
    }

    @Test
    void refusesEntriesThatAreTooLong() throws IOException {
        try (DurableQueue queue = DurableQueue.open(directory, "q")) {
            assertThatThrownBy(() -> queue.append(List.of(new byte[DurableQueue.MOST_BYTES + 1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an entry has at most 16777216 bytes, but this one has 16777217");
        }
    }
}
