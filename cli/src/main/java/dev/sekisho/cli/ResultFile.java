package dev.sekisho.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's result goes: a file, or standard output. Its failures end the command: in silence where the reader
 * of standard output has gone, with a message otherwise.
 *
 * <p>A file appears under its name only when it is whole: it is written beside it under another name and moved. What was
 * there before stays until then. Where that cannot be done (a device, a pipe, a directory that may not be written) it is
 * written in place.
 */
final class ResultFile extends FilterOutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final @Nullable Path file;

    private ResultFile(OutputStream stream, @Nullable Path file) {
        super(stream);
        this.file = file;
    }

    /** What writes a result; it may close the stream. */
    @FunctionalInterface
    interface Writing<T> {
        /** Writes the result and gives what the caller wants to know. */
        T to(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code file}, or standard output if it is null.
     *
     * @param inputs files that must not be overwritten
     * @throws CommandFailure if it cannot be written; a file that was there before is unchanged then
     */
    static <T> T write(@Nullable Path file, List<Path> inputs, Writing<T> writing) {
        if (file == null) {
            return write(new ResultFile(new FileOutputStream(FileDescriptor.out), null), "standard output", writing);
        }
        check(file, inputs);
        Path target = target(file);
        Path part = part(target);
        if (part == null) {
            return write(open(file, file), file.toString(), writing);
        }
        boolean whole = false;
        try {
            T result = write(open(file, part), file.toString(), writing);
            keepPermissions(target, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            whole = true;
            return result;
        } catch (IOException e) {
            throw failure("cannot write " + file, e);
        } finally {
            if (!whole) {
                discard(part);
            }
        }
    }

    /**
     * Finds out before any work whether {@code file} can be written.
     *
     * @param inputs files that must not be overwritten
     * @throws CommandFailure if it cannot, with what to do
     */
    static void check(Path file, List<Path> inputs) {
        for (Path input : inputs) {
            if (isSameFile(file, input)) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE,
                        "the result must not overwrite the input " + input + "; name another file");
            }
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailure(
                    ExitCode.NOT_WRITTEN, "cannot write " + file + ": it is a directory; name a file in it");
        }
        Path directory = target(file).toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CommandFailure(
                    ExitCode.NOT_WRITTEN, "cannot write " + file + ": there is no directory " + directory);
        }
        boolean writable =
                Files.exists(file) ? Files.isWritable(file) : directory == null || Files.isWritable(directory);
        if (!writable) {
            throw new CommandFailure(
                    ExitCode.NOT_WRITTEN, "cannot write " + file + ": permission denied; name a file elsewhere");
        }
    }

    private static <T> T write(ResultFile opened, String name, Writing<T> writing) {
        try (OutputStream out = new BufferedOutputStream(opened, BUFFER_BYTES)) {
            return writing.to(out);
        } catch (IOException e) {
            throw failure("cannot write " + name, e);
        }
    }

    private static ResultFile open(Path file, Path actual) {
        try {
            return new ResultFile(Files.newOutputStream(actual), file);
        } catch (IOException e) {
            throw failure("cannot write " + file, e);
        }
    }

    /** The file itself where {@code file} is a symbolic link to one. */
    private static Path target(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    /** Where {@code target} is written until it is whole, null if in place. */
    private static @Nullable Path part(Path target) {
        Path directory = target.toAbsolutePath().getParent();
        Path name = target.getFileName();
        boolean replaceable = !Files.exists(target) || (Files.isRegularFile(target) && Files.isWritable(target));
        if (directory == null || name == null || !replaceable || !Files.isWritable(directory)) {
            return null;
        }
        Path part =
                directory.resolve("." + name + ".part" + ProcessHandle.current().pid());
        part.toFile().deleteOnExit();
        return part;
    }

    private static void keepPermissions(Path target, Path part) throws IOException {
        if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The first failure is the one to tell.
        }
    }

    private static boolean isSameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Why the file system refused, in words. */
    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "no such file or directory";
            case AccessDeniedException e -> "permission denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> {
                String message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }

    @Override
    public void write(int b) {
        try {
            out.write(b);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The end of a command whose result could not be written; {@code what} says in words what failed. */
    static CommandFailure failure(String what, IOException cause) {
        return new CommandFailure(ExitCode.NOT_WRITTEN, what + ": " + reason(cause), cause);
    }

    /** The end of a command whose result could not be written. */
    static CommandFailure failure(UncheckedIOException e) {
        return failure(String.valueOf(e.getMessage()), Objects.requireNonNull(e.getCause()));
    }

    private CommandFailure failure(IOException e) {
        return file == null ? standardOutputFailure(e) : failure("cannot write to " + file, e);
    }

    /** The end of a command whose standard output failed: in silence where its reader has gone. */
    static CommandFailure standardOutputFailure(IOException e) {
        return isPipe()
                ? new CommandFailure(ExitCode.OUTPUT_CLOSED, "", e)
                : failure("cannot write to standard output", e);
    }

    /** Writing to a pipe or socket fails only when its reader has gone; the message of the failure is localised. */
    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }
}
