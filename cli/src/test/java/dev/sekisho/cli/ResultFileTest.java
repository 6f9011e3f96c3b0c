package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void showsAFileOnlyWhenItIsWhole() throws IOException {
        Path file = Files.writeString(directory.resolve("result"), "before");

        ResultFile.write(file, List.of(), out -> {
            out.write("after".getBytes(UTF_8));
            out.flush();
            assertThat(file).hasContent("before");
            return file;
        });

        assertThat(file).hasContent("after");
        assertThat(names()).containsExactly("result");
    }

    @Test
    void leavesWhatWasThereWhenWritingFails() throws IOException {
        Path file = Files.writeString(directory.resolve("result"), "before");

        assertThatThrownBy(() -> ResultFile.write(file, List.of(), out -> {
                    out.write(1);
                    throw new IOException("no space left on device");
                }))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("cannot write " + file + ": no space left on device");

        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("result");
    }

    @Test
    void writesThroughALinkAndKeepsPermissions() throws IOException {
        Path file = Files.writeString(directory.resolve("result"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        ResultFile.write(link, List.of(), out -> {
            out.write('x');
            return link;
        });

        assertThat(file).hasContent("x");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void writesToADevice() {
        Path device = Path.of("/dev/null");

        String answer = ResultFile.write(device, List.of(), out -> {
            out.write('x');
            return "written";
        });

        assertThat(answer).isEqualTo("written");
    }

    @Test
    void refusesToOverwriteAnInput() throws IOException {
        Path file = Files.writeString(directory.resolve("capture"), "before");

        assertThatThrownBy(() -> ResultFile.write(file, List.of(file), out -> file))
                .hasMessage("the result must not overwrite the input " + file + "; name another file");
    }

    @Test
    void appendsWholeLinesOrNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("lines"), "one\n");

        new GrowingFile(file).append("two\n".getBytes(UTF_8));

        assertThat(file).hasContent("one\ntwo\n");
        assertThatThrownBy(() -> new GrowingFile(directory).append("three\n".getBytes(UTF_8)))
                .hasMessageStartingWith("cannot write to " + directory + ": ");
    }

    @Test
    void saysBeforeAnyWorkWhyAFileCannotBeWritten() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> ResultFile.check(missing.resolve("file"), List.of()))
                .hasMessage("cannot write " + missing.resolve("file") + ": there is no directory " + missing);
        assertThatThrownBy(() -> ResultFile.check(directory, List.of()))
                .hasMessage("cannot write " + directory + ": it is a directory; name a file in it");
        ResultFile.check(directory.resolve("new"), List.of());
    }
}
