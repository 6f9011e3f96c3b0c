package dev.sekisho.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose power ends after a number of operations, and which then has lost what the rules of file systems let it lose:
 * of a file that was being written any part of the content, and of each name that was made, moved or removed since its
 * directory was forced to the disk either the old or the new state, each by chance.
 */
final class FailingDisk implements Disk {
    /** The power has ended. */
    static final class PowerFailure extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** What a name stands for; the same one is the same file. */
    private static final class Content {
        static final Content DIRECTORY = new Content(new byte[0]);

        final byte[] bytes;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** What stands under each name for good, and what a running system sees. Contents are on the disk once written. */
    private final Map<Path, Content> durable = new HashMap<>();

    private final Map<Path, Content> visible = new HashMap<>();
    private int operationsLeft;

    /** @param home exists already */
    FailingDisk(Path home) {
        for (Path path = home; path != null; path = path.getParent()) {
            durable.put(path, Content.DIRECTORY);
            visible.put(path, Content.DIRECTORY);
        }
        operationsLeft = Integer.MAX_VALUE;
    }

    /** Lets the power end before the operation after so many. */
    void failAfter(int operations) {
        operationsLeft = operations;
    }

    /** Starts again after the power has ended. */
    void restart(Random random) {
        Set<Path> names = new TreeSet<>(visible.keySet());
        names.addAll(durable.keySet());
        for (Path name : names) {
            Content now = visible.get(name);
            if (now != durable.get(name) && random.nextBoolean()) {
                put(durable, name, now);
            }
        }
        // What stands in a directory that is lost is lost.
        durable.keySet().removeIf(name -> !isReachable(name));
        visible.clear();
        visible.putAll(durable);
        operationsLeft = Integer.MAX_VALUE;
    }

    private boolean isReachable(Path name) {
        for (Path above = name.getParent(); above != null; above = above.getParent()) {
            if (durable.get(above) != Content.DIRECTORY) {
                return false;
            }
        }
        return true;
    }

    private static void put(Map<Path, Content> names, Path name, @Nullable Content content) {
        if (content == null) {
            names.remove(name);
        } else {
            names.put(name, content);
        }
    }

    /** True while there is power. */
    private boolean spend() {
        operationsLeft--;
        return operationsLeft >= 0;
    }

    private void operation() throws PowerFailure {
        if (!spend()) {
            throw new PowerFailure();
        }
    }

    @Override
    public Optional<byte[]> read(Path file, int mostBytes) throws IOException {
        if (operationsLeft < 0) {
            throw new PowerFailure();
        }
        return Optional.ofNullable(visible.get(file))
                .filter(content -> content != Content.DIRECTORY)
                .map(content -> Arrays.copyOf(content.bytes, Math.min(content.bytes.length, mostBytes + 1)));
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        checkParent(file);
        if (!spend()) {
            // Torn: the file may be there with a part of its content.
            if (operationsLeft == -1) {
                visible.put(file, new Content(Arrays.copyOf(bytes, bytes.length / 2)));
            }
            throw new PowerFailure();
        }
        visible.put(file, new Content(bytes.clone()));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        operation();
        Content content = visible.remove(from);
        if (content == null) {
            throw new IOException("no file " + from);
        }
        visible.put(to, content);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        operation();
        List<Path> names = new ArrayList<>(visible.keySet());
        names.addAll(durable.keySet());
        for (Path name : names) {
            if (directory.equals(name.getParent())) {
                put(durable, name, visible.get(name));
            }
        }
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        checkParent(directory);
        operation();
        visible.putIfAbsent(directory, Content.DIRECTORY);
    }

    private void checkParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || !isDirectory(parent)) {
            throw new IOException("no directory for " + file);
        }
    }

    @Override
    public boolean isDirectory(Path directory) {
        return visible.get(directory) == Content.DIRECTORY;
    }

    @Override
    public void delete(Path file) throws IOException {
        if (visible.containsKey(file)) {
            operation();
            visible.remove(file);
        }
    }
}
