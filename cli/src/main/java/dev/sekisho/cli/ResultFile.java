package dev.sekisho.cli;

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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's result goes: a file, or standard output. Its failures end the command: in silence where the reader
 * of standard output has gone, with a message otherwise.
 */
final class ResultFile extends FilterOutputStream {
    private final @Nullable Path file;

    private ResultFile(OutputStream stream, @Nullable Path file) {
        super(stream);
        this.file = file;
    }

    /** Standard output, unbuffered. */
    static ResultFile standardOutput() {
        return new ResultFile(new FileOutputStream(FileDescriptor.out), null);
    }

    /**
     * Opens {@code file} anew, or takes standard output if it is null; unbuffered.
     *
     * @param inputs files that must not be overwritten
     * @throws CommandFailure if it cannot be opened
     */
    static ResultFile open(@Nullable Path file, List<Path> inputs) {
        if (file == null) {
            return standardOutput();
        }
        for (Path input : inputs) {
            if (isSameFile(file, input)) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE,
                        "the result must not overwrite the input " + input + "; name another file");
            }
        }
        try {
            return new ResultFile(Files.newOutputStream(file), file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NOT_WRITTEN, "cannot write " + file + ": " + reason(e), e);
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
        if (file == null && isPipe()) {
            return new CommandFailure(ExitCode.OUTPUT_CLOSED, "", e);
        }
        String name = file == null ? "standard output" : file.toString();
        return new CommandFailure(ExitCode.NOT_WRITTEN, "cannot write to " + name + ": " + reason(e), e);
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
