package dev.sekisho.ledger.proof;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.Base64Text;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.InclusionProof;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proof that an entry is in the log: its place, the hashes up to the root, and the checkpoint with that root (C2SP
 * tlog-proof). The entry itself travels as the extra data.
 *
 * @param entry the bytes of the entry, if the document holds them
 * @param inclusion place and hashes
 * @param checkpoint the checkpoint, whose signatures are not checked yet
 */
public record ProofDocument(Optional<byte[]> entry, InclusionProof inclusion, SignedCheckpoint checkpoint) {
    /** The most bytes of a document. */
    public static final int MOST_BYTES = 1 << 20;

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9]\\d{0,17})");

    public ProofDocument {
        if (inclusion.size() != checkpoint.size()) {
            throw new IllegalArgumentException("the proof is for a tree of " + inclusion.size()
                    + " entries, but the checkpoint is of " + checkpoint.size());
        }
    }

    /** Whether the checkpoint's root follows from the entry. Who signed the checkpoint is another question. */
    public boolean holds(byte[] entryBytes) {
        return inclusion.holds(Hash.ofEntry(entryBytes), checkpoint.checkpoint().root());
    }

    /** The document. */
    public byte[] encode() {
        StringBuilder head = new StringBuilder(FIRST_LINE).append('\n');
        entry.ifPresent(
                bytes -> head.append("extra ").append(Base64Text.encode(bytes)).append('\n'));
        head.append("index ").append(inclusion.index()).append('\n');
        inclusion.path().forEach(hash -> head.append(hash).append('\n'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(checkpoint.encode());
        return out.toByteArray();
    }

    /** Reads a document; nothing in it is checked. */
    public static Parsed<ProofDocument> parse(byte[] bytes) {
        int end = endOfHead(bytes);
        if (bytes.length > MOST_BYTES + Note.MOST_BYTES || end < 0) {
            return Parsed.fault("expected a proof: lines, an empty line, and a checkpoint");
        }
        List<String> lines = new ArrayList<>(
                new String(bytes, 0, end, StandardCharsets.ISO_8859_1).lines().toList());
        if (!lines.removeFirst().equals(FIRST_LINE)) {
            return Parsed.fault("expected \"" + FIRST_LINE + "\" as the first line of a proof");
        }
        Optional<byte[]> extra = Optional.empty();
        if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) {
            extra = Base64Text.decode(lines.removeFirst().substring("extra ".length()));
            if (extra.isEmpty()) {
                return Parsed.fault("expected Base64 as the extra data of the proof");
            }
        }
        if (lines.isEmpty() || !INDEX.matcher(lines.getFirst()).matches()) {
            return Parsed.fault("expected a line \"index N\" in the proof");
        }
        if (lines.size() > 1 + InclusionProof.LONGEST_PATH) {
            return Parsed.fault("expected at most " + InclusionProof.LONGEST_PATH + " hashes in the proof");
        }
        long index = Long.parseLong(lines.removeFirst().substring("index ".length()));
        List<Hash> path = new ArrayList<>();
        for (String line : lines) {
            switch (Hash.parse(line)) {
                case Parsed.Value<Hash>(Hash hash) -> path.add(hash);
                case Parsed.Fault<Hash>(String reason) -> {
                    return Parsed.fault(reason);
                }
            }
        }
        Optional<byte[]> entry = extra;
        return SignedCheckpoint.parse(Arrays.copyOfRange(bytes, end + 1, bytes.length))
                .then(checkpoint -> Parsed.value(
                        new ProofDocument(entry, new InclusionProof(index, checkpoint.size(), path), checkpoint)));
    }

    /** Where the empty line begins that ends the head, -1 if there is none. */
    private static int endOfHead(byte[] bytes) {
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
