package dev.sekisho.veil.record;

import dev.sekisho.veil.check.ProofCheck;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and checks records at the distribution service, in the order of {@link Rejection}: the cheap checks first, the proof
 * last. No bytes make it throw anything.
 *
 * <p>Safe for use by several threads.
 */
public final class RecordIntake {
    private final Directory directory;
    private final byte[] digest;
    private final Element identityKey;
    private final ReplayWindow window;
    private final ProofCheck proofs;

    /** An intake for the records of a directory's key epoch. */
    public RecordIntake(Directory directory, ReplayWindow window) {
        this(directory, directory.digest(), window);
    }

    RecordIntake(Directory directory, byte[] digest, ReplayWindow window) {
        this.directory = directory;
        this.digest = digest;
        this.identityKey = directory.purposeKey(Schema.IDENTITY);
        this.window = window;
        this.proofs = new ProofCheck(Set.of(identityKey));
    }

    /**
     * Takes a record in, or turns it away. An accepted record is not accepted again.
     *
     * @param firstSlot the earliest slot that is open
     * @param lastSlot the latest one
     */
    public Checked<SensorRecord> take(byte[] bytes, int firstSlot, int lastSlot) {
        Checked<SensorRecord> checked = check(bytes, firstSlot, lastSlot);
        return checked.ifAccepted().map(SensorRecord::mark).map(window::accept).orElse(true)
                ? checked
                : Checked.rejected(Rejection.REPLAYED);
    }

    /**
     * Checks a record without noting it: for the second transcryptor, which sees it once for each service. A record that this
     * intake has taken is rejected here too.
     */
    public Checked<SensorRecord> check(byte[] bytes, int firstSlot, int lastSlot) {
        Checked<SensorRecord> read = read(bytes, firstSlot, lastSlot, true);
        if (read instanceof Checked.Accepted<SensorRecord>(SensorRecord record)
                && !proofs.proves(record.statement(digest, identityKey), record.proof())) {
            return Checked.rejected(Rejection.PROOF);
        }
        return read;
    }

    /**
     * Reads a record that this party has checked and kept itself: neither slot nor proof nor repetition matters any more.
     */
    public Optional<SensorRecord> parse(byte[] bytes) {
        return read(bytes, Integer.MIN_VALUE, Integer.MAX_VALUE, false).ifAccepted();
    }

    /** The mark of a record that this party has checked and kept itself, without reading the rest of it. */
    public ReplayMark mark(byte[] accepted) {
        OctetReader in = new OctetReader(accepted);
        in.i2();
        int fieldCount = directory.schema(in.i2()).orElseThrow().fields().size();
        in.i8();
        int slot = in.i4();
        in.raw(Element.BYTES * (2 + fieldCount));
        return new ReplayMark(slot, ByteString.of(in.raw(Scalar.BYTES)));
    }

    /** Everything but the proof. */
    private Checked<SensorRecord> read(byte[] bytes, int firstSlot, int lastSlot, boolean once) {
        OctetReader in = new OctetReader(bytes);
        int version = in.i1();
        int mode = in.i1();
        if (version != RecordHeader.VERSION || (mode & ~(RecordHeader.BULK_BIT | RecordHeader.STRICT_BIT)) != 0) {
            return Checked.rejected(Rejection.MALFORMED);
        }
        RecordHeader header = new RecordHeader(
                (mode & RecordHeader.BULK_BIT) != 0,
                (mode & RecordHeader.STRICT_BIT) != 0,
                in.i2(),
                in.i4(),
                in.i4(),
                in.i4());
        if (in.failed()) {
            return Checked.rejected(Rejection.MALFORMED);
        }
        Schema schema = directory.schema(header.schema()).orElse(null);
        if (schema == null) {
            return Checked.rejected(Rejection.UNKNOWN_SCHEMA);
        }
        if (directory.policyClass(header.policyClass()).isEmpty()) {
            return Checked.rejected(Rejection.UNKNOWN_CLASS);
        }
        if (header.keyEpoch() != directory.keyEpoch()) {
            return Checked.rejected(Rejection.WRONG_EPOCH);
        }
        int fieldCount = schema.fields().size();
        if (bytes.length != SensorRecord.length(header, fieldCount)) {
            return Checked.rejected(Rejection.MALFORMED);
        }
        if (header.slot() < firstSlot || header.slot() > lastSlot) {
            return Checked.rejected(Rejection.SLOT_CLOSED);
        }
        return readBody(in, header, fieldCount, once);
    }

    private Checked<SensorRecord> readBody(OctetReader in, RecordHeader header, int fieldCount, boolean once) {
        Element randomness = in.element();
        Element identity = in.element();
        List<Element> fields = new ArrayList<>(fieldCount);
        for (int i = 0; i < fieldCount && !in.failed(); i++) {
            fields.add(in.element());
        }
        PublicScalar challenge = in.scalar();
        Proof proof = new Proof(challenge, List.of(in.scalar(), in.scalar()));
        ByteString extension = ByteString.of(in.raw(header.extensionBytes()));
        if (!in.complete()) {
            return Checked.rejected(Rejection.NOT_CANONICAL);
        }
        SensorRecord record = new SensorRecord(header, randomness, identity, fields, proof, extension);
        if (once && window.hasSeen(record.mark())) {
            return Checked.rejected(Rejection.REPLAYED);
        }
        if (randomness.isIdentity() || identity.isIdentity() || fields.stream().anyMatch(Element::isIdentity)) {
            return Checked.rejected(Rejection.IDENTITY_ELEMENT);
        }
        return Checked.accepted(record);
    }
}
