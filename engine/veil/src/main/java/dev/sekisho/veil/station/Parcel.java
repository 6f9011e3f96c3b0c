package dev.sekisho.veil.station;

import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several messages in one body: a count (4), then each with its length (4). */
public final class Parcel {
    /** The most messages in a parcel. */
    public static final int MOST_MESSAGES = 1 << 14;

    private static final int MOST_BYTES = 0xffff;

    private Parcel() {}

    /** Packs messages, each of at most 65535 bytes. */
    public static byte[] pack(List<byte[]> messages) {
        Octets out = new Octets().i4(messages.size());
        for (byte[] message : messages) {
            if (message.length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "a message has at most " + MOST_BYTES + " bytes, but this one has " + message.length);
            }
            out.i4(message.length).raw(message);
        }
        return out.toBytes();
    }

    /** Cuts messages into lists whose parcels have at most so many bytes, unless a single message has more. */
    static List<List<byte[]>> cut(List<byte[]> messages, int mostBytes) {
        List<List<byte[]>> cut = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < messages.size(); i++) {
            bytes += messages.get(i).length + 4L;
            if (i > from && (bytes > mostBytes || i - from == MOST_MESSAGES)) {
                cut.add(messages.subList(from, i));
                from = i;
                bytes = messages.get(i).length + 4L;
            }
        }
        if (from < messages.size()) {
            cut.add(messages.subList(from, messages.size()));
        }
        return cut;
    }

    /** Unpacks messages; empty if the bytes are no parcel. */
    public static Optional<List<byte[]>> unpack(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        int count = in.count(in.i4(), 4);
        if (count > MOST_MESSAGES) {
            return Optional.empty();
        }
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < count && !in.failed(); i++) {
            int length = in.i4();
            if (length < 0 || length > MOST_BYTES) {
                return Optional.empty();
            }
            messages.add(in.raw(length));
        }
        return in.complete() ? Optional.of(messages) : Optional.empty();
    }
}
