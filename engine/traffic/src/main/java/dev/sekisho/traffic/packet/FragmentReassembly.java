package dev.sekisho.traffic.packet;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the fragments of IPv4 and IPv6 datagrams in bounded memory.
 *
 * <ul>
 *   <li>A datagram is given up {@value #TIMEOUT_SECONDS} s of packet time after its first fragment, as Linux does, or
 *       when more than {@value #MAX_DATAGRAMS} datagrams or {@value #MAX_BYTES} bytes are waiting, oldest first; each of
 *       its fragments is then counted as {@link Reason#LOST_FRAGMENT}.
 *   <li>A fragment that came before, byte for byte, is left out. Fragments that overlap with different bytes make the
 *       datagram ambiguous: it is discarded as a whole and counted as {@link Reason#MALFORMED_PACKET}, as RFC 5722
 *       demands for IPv6 and Linux does for IPv4 too, so that nobody can show the analysis something else than what the
 *       receiver saw.
 * </ul>
 */
final class FragmentReassembly {
    static final int TIMEOUT_SECONDS = 30;
    static final int MAX_DATAGRAMS = 1024;
    static final int MAX_BYTES = 8 << 20;

    /** Where the source address lies in a joined datagram. */
    static final int SOURCE_ADDRESS = 0;

    /** Where the destination address lies in a joined datagram. */
    static final int DESTINATION_ADDRESS = 16;

    /** Where the payload begins in a joined datagram. */
    static final int PAYLOAD = 32;

    private static final int MAX_PAYLOAD_BYTES = 65_535;
    private static final int UNIT_BYTES = 8;
    private static final int UNITS = (MAX_PAYLOAD_BYTES + UNIT_BYTES) / UNIT_BYTES;
    private static final int FIRST_CAPACITY = 2048;
    private static final long TIMEOUT_NANOS = TIMEOUT_SECONDS * 1_000_000_000L;

    /** A fragment of a joined datagram that comes again this soon is a copy; later the identification is used anew. */
    private static final long COPY_NANOS = 1_000_000_000L;

    private final Losses losses;
    private final Map<Key, Datagram> waiting = new LinkedHashMap<>();
    private int bytesHeld;

    FragmentReassembly(Losses losses) {
        this.losses = losses;
    }

    /** What the fragments of one datagram have in common. */
    private record Key(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int identification,
            int protocol) {}

    /**
     * A datagram whose fragments have all come.
     *
     * @param bytes addresses and, from {@link #PAYLOAD}, the payload
     * @param end offset in {@code bytes} after the payload
     * @param protocol upper-layer protocol, or first extension header, that the first fragment names
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Joined(byte[] bytes, int end, int protocol) {}

    /** A datagram under way: its bytes, and which units of {@value #UNIT_BYTES} bytes have come. */
    private static final class Datagram {
        private byte[] bytes = new byte[FIRST_CAPACITY];

        /** Length of the payload, −1 until the last fragment has come. */
        private int length = -1;

        private int protocol;
        private final long[] received = new long[(UNITS + 63) / 64];
        private final long firstNanos;
        private int units;
        private int highest;
        private int fragments;
        private boolean closed;

        private Datagram(long firstNanos) {
            this.firstNanos = firstNanos;
        }

        private boolean isComplete() {
            return length >= 0 && units == (length + UNIT_BYTES - 1) / UNIT_BYTES;
        }
    }

    /**
     * Takes one fragment.
     *
     * @param ipv6 whether the addresses have 16 bytes
     * @param at offset of the fragment's payload in {@code bytes}
     * @param length payload bytes, all of them captured
     * @param fragmentOffset where the payload belongs in the datagram, in bytes
     * @param last whether no fragment lies behind it
     * @return the joined datagram if this was the last piece missing, null otherwise
     */
    @Nullable
    Joined add(
            boolean ipv6,
            byte[] bytes,
            int sourceAddress,
            int destinationAddress,
            int identification,
            int protocol,
            int at,
            int length,
            int fragmentOffset,
            boolean last,
            long nanos) {
        expire(nanos);
        int end = fragmentOffset + length;
        if (length <= 0 || end > MAX_PAYLOAD_BYTES || (!last && length % UNIT_BYTES != 0)) {
            losses.add(Reason.MALFORMED_PACKET);
            return null;
        }
        // IPv6 names the protocol in every fragment, but only the first one's counts (RFC 8200, section 4.5)
        Key key = key(ipv6, bytes, sourceAddress, destinationAddress, identification, ipv6 ? -1 : protocol);
        Datagram datagram = waiting.get(key);
        if (datagram != null && datagram.closed && Math.abs(nanos - datagram.firstNanos) > COPY_NANOS) {
            remove(key, datagram);
            datagram = null;
        }
        if (datagram == null) {
            makeRoom();
            datagram = new Datagram(nanos);
            waiting.put(key, datagram);
            bytesHeld += datagram.bytes.length;
        } else if (datagram.closed) {
            return null;
        }
        datagram.fragments++;
        if (fragmentOffset == 0) {
            datagram.protocol = protocol;
        }
        if (!place(datagram, bytes, at, length, fragmentOffset, last)) {
            losses.add(Reason.MALFORMED_PACKET);
            close(datagram);
            return null;
        }
        return datagram.isComplete() ? join(datagram, ipv6, bytes, sourceAddress, destinationAddress) : null;
    }

    /** Gives up everything that waits: the input has ended. */
    void end() {
        for (Datagram datagram : waiting.values()) {
            countLost(datagram);
        }
        waiting.clear();
        bytesHeld = 0;
    }

    /** Gives up what has waited too long at {@code nanos}. */
    void expire(long nanos) {
        if (waiting.isEmpty()) {
            return;
        }
        Iterator<Datagram> eldestFirst = waiting.values().iterator();
        while (eldestFirst.hasNext()) {
            Datagram datagram = eldestFirst.next();
            if (nanos - datagram.firstNanos <= TIMEOUT_NANOS) {
                return;
            }
            eldestFirst.remove();
            bytesHeld -= datagram.bytes.length;
            countLost(datagram);
        }
    }

    /** Copies a fragment to its place; false if it contradicts what came before. */
    private boolean place(Datagram datagram, byte[] bytes, int at, int length, int fragmentOffset, boolean last) {
        int end = fragmentOffset + length;
        if (last) {
            if ((datagram.length >= 0 && datagram.length != end) || end < datagram.highest) {
                return false;
            }
        } else if (datagram.length >= 0 && end > datagram.length) {
            return false;
        }
        int firstUnit = fragmentOffset / UNIT_BYTES;
        int endUnit = (end + UNIT_BYTES - 1) / UNIT_BYTES;
        int known = 0;
        for (int unit = firstUnit; unit < endUnit; unit++) {
            known += (int) (datagram.received[unit >>> 6] >>> unit & 1);
        }
        if (known > 0) {
            int place = PAYLOAD + fragmentOffset;
            return known == endUnit - firstUnit
                    && (!last || datagram.length >= 0)
                    && Arrays.equals(datagram.bytes, place, place + length, bytes, at, at + length);
        }
        grow(datagram, PAYLOAD + end);
        System.arraycopy(bytes, at, datagram.bytes, PAYLOAD + fragmentOffset, length);
        for (int unit = firstUnit; unit < endUnit; unit++) {
            datagram.received[unit >>> 6] |= 1L << unit;
        }
        datagram.units += endUnit - firstUnit;
        datagram.highest = Math.max(datagram.highest, end);
        if (last) {
            datagram.length = end;
        }
        return true;
    }

    private Joined join(Datagram datagram, boolean ipv6, byte[] bytes, int sourceAddress, int destinationAddress) {
        int addressBytes = ipv6 ? 16 : 4;
        System.arraycopy(bytes, sourceAddress, datagram.bytes, SOURCE_ADDRESS, addressBytes);
        System.arraycopy(bytes, destinationAddress, datagram.bytes, DESTINATION_ADDRESS, addressBytes);
        Joined joined = new Joined(datagram.bytes, PAYLOAD + datagram.length, datagram.protocol);
        close(datagram);
        return joined;
    }

    /** Lets the bytes go; what stays says only that the datagram needs no more fragments. */
    private void close(Datagram datagram) {
        bytesHeld -= datagram.bytes.length;
        datagram.bytes = new byte[0];
        datagram.closed = true;
    }

    private void grow(Datagram datagram, int wanted) {
        if (wanted > datagram.bytes.length) {
            byte[] larger = Arrays.copyOf(
                    datagram.bytes, Math.min(Math.max(wanted, 2 * datagram.bytes.length), PAYLOAD + MAX_PAYLOAD_BYTES));
            bytesHeld += larger.length - datagram.bytes.length;
            datagram.bytes = larger;
        }
    }

    private void makeRoom() {
        Iterator<Datagram> eldestFirst = waiting.values().iterator();
        while ((waiting.size() >= MAX_DATAGRAMS || bytesHeld > MAX_BYTES) && eldestFirst.hasNext()) {
            Datagram datagram = eldestFirst.next();
            eldestFirst.remove();
            bytesHeld -= datagram.bytes.length;
            countLost(datagram);
        }
    }

    private void remove(Key key, Datagram datagram) {
        waiting.remove(key);
        bytesHeld -= datagram.bytes.length;
    }

    private void countLost(Datagram datagram) {
        if (!datagram.closed) {
            losses.add(Reason.LOST_FRAGMENT, datagram.fragments);
        }
    }

    private static Key key(
            boolean ipv6, byte[] bytes, int sourceAddress, int destinationAddress, int identification, int protocol) {
        if (ipv6) {
            return new Key(
                    BigEndian.int64(bytes, sourceAddress),
                    BigEndian.int64(bytes, sourceAddress + 8),
                    BigEndian.int64(bytes, destinationAddress),
                    BigEndian.int64(bytes, destinationAddress + 8),
                    identification,
                    protocol);
        }
        return new Key(
                0,
                BigEndian.int32(bytes, sourceAddress),
                0,
                BigEndian.int32(bytes, destinationAddress),
                identification,
                protocol);
    }
}
