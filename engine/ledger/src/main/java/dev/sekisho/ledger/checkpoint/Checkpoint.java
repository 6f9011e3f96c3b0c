package dev.sekisho.ledger.checkpoint;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.tree.Hash;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Size and root of a log: the text of a signed note (C2SP tlog-checkpoint).
 *
 * @param origin which log
 * @param size entries in it
 * @param root root of the tree of these entries
 * @param extensions further lines, which Sekisho neither writes nor reads
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,18}");
    private static final int LINES = 3;

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the origin of a checkpoint must be one line that is not empty");
        }
        if (size < 0) {
            throw new IllegalArgumentException("the size of a checkpoint must not be negative, but is " + size);
        }
    }

    /** A checkpoint without extensions. */
    public static Checkpoint of(String origin, long size, Hash root) {
        return new Checkpoint(origin, size, root, List.of());
    }

    /** The text that is signed. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(root)
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Reads the text of a note. */
    public static Parsed<Checkpoint> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < LINES || lines.stream().anyMatch(String::isEmpty) || !text.endsWith("\n")) {
            return Parsed.fault("expected origin, size and root in three lines as a checkpoint");
        }
        String size = lines.get(1);
        if (!SIZE.matcher(size).matches() || (size.length() == 19 && size.compareTo("9223372036854775807") > 0)) {
            return Parsed.fault("expected the size of the log in the second line, but got \"" + size + "\"");
        }
        return Hash.parse(lines.get(2))
                .then(root -> Parsed.value(new Checkpoint(
                        lines.getFirst(), Long.parseLong(size), root, lines.subList(LINES, lines.size()))));
    }
}
