package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import java.io.Closeable;
import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets of a network interface of this machine as they come, on Linux, out of a ring that the kernel fills.
 *
 * <ul>
 *   <li>Packets reach the handler within about {@value PacketRing#RETIRE_MILLISECONDS} ms, and on a silent link the
 *       handler is told the time about {@value #IDLE_CALLS_PER_SECOND} times a second.
 *   <li>What the machine itself sends is seen too, once, on the loopback interface likewise.
 *   <li>A VLAN tag that the network card has taken off is put back.
 *   <li>Packets that the kernel had to drop, because the ring was full, are counted in {@link Losses}.
 *   <li>An interface that is taken down is waited for; one that is removed ends the reading within about a second.
 * </ul>
 *
 * <p>{@link #read} runs in one thread until {@link #close}, which any thread may call.
 */
public final class LiveCapture implements Closeable {
    /** Size of the ring unless told otherwise: at 100,000 packets/s of 500 bytes more than a second. */
    public static final int DEFAULT_RING_BYTES = 64 << 20;

    /** How often a silent link is told the time. */
    public static final int IDLE_CALLS_PER_SECOND = 10;

    private static final int IDLE_MILLISECONDS = 1000 / IDLE_CALLS_PER_SECOND;
    private static final long NANOS_PER_MILLISECOND = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final int HARDWARE_ETHERNET = 1;
    private static final int HARDWARE_LOOPBACK = 772;
    private static final int HARDWARE_WIRELESS = 801;
    private static final int HARDWARE_WIRELESS_PRISM = 802;
    private static final int HARDWARE_WIRELESS_RADIOTAP = 803;

    private static final int LINK_ETHERNET = 1;
    private static final int LINK_RAW = 101;
    private static final int LINK_WIRELESS = 105;
    private static final int LINK_WIRELESS_PRISM = 119;
    private static final int LINK_WIRELESS_RADIOTAP = 127;

    private static final int PACKET_HEADER_BYTES = 48;
    private static final int PACKET_OUTGOING = 4;
    private static final int STATUS_VLAN_VALID = 1 << 4;
    private static final int STATUS_VLAN_PROTOCOL_VALID = 1 << 6;
    private static final int VLAN = 0x8100;
    private static final int VLAN_TAG_BYTES = 4;
    private static final int MAC_ADDRESSES_BYTES = 12;

    private final String interfaceName;
    private final int interfaceIndex;
    private final PacketRing ring;
    private final Losses losses;
    private final int linkType;
    private final boolean loopback;
    private final byte[] block = new byte[PacketRing.BLOCK_BYTES];
    private @Nullable Thread reader;
    private boolean closed;
    private volatile boolean stopped;
    private volatile long packets;

    private LiveCapture(String interfaceName, int interfaceIndex, PacketRing ring, Losses losses) throws IOException {
        this.interfaceName = interfaceName;
        this.interfaceIndex = interfaceIndex;
        this.ring = ring;
        this.losses = losses;
        int hardware = ring.hardwareType();
        this.loopback = hardware == HARDWARE_LOOPBACK;
        this.linkType = switch (hardware) {
            case HARDWARE_ETHERNET, HARDWARE_LOOPBACK -> LINK_ETHERNET;
            case HARDWARE_WIRELESS -> LINK_WIRELESS;
            case HARDWARE_WIRELESS_PRISM -> LINK_WIRELESS_PRISM;
            case HARDWARE_WIRELESS_RADIOTAP -> LINK_WIRELESS_RADIOTAP;
            // of any other link the kernel tells where the IP header is
            default -> LINK_RAW;
        };
    }

    /**
     * How to capture.
     *
     * @param ringBytes size of the ring, rounded down to whole blocks of 1 MiB
     * @param promiscuous whether packets for other machines are wanted too
     * @param fanoutGroup 0–65535 to share the interface's connections with other captures of the same group, −1 not to
     */
    public record Settings(int ringBytes, boolean promiscuous, int fanoutGroup) {
        public static final Settings DEFAULT = new Settings(DEFAULT_RING_BYTES, true, -1);

        public Settings {
            if (ringBytes < 2 * PacketRing.BLOCK_BYTES) {
                throw new IllegalArgumentException(
                        "ring must be at least " + 2 * PacketRing.BLOCK_BYTES + " bytes, but is " + ringBytes);
            }
            if (fanoutGroup < -1 || fanoutGroup > 0xffff) {
                throw new IllegalArgumentException(
                        "fanout group must be between 0 and 65535, or -1 for none, but is " + fanoutGroup);
            }
        }
    }

    /**
     * Begins to capture; packets wait in the ring until {@link #read} takes them.
     *
     * @throws IOException if there is no such interface or this process must not capture, with what to do about it
     */
    public static LiveCapture open(String interfaceName, Settings settings, Losses losses) throws IOException {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new IOException("live capture works on Linux only, but this is " + system);
        }
        int index = LinuxSocket.interfaceIndex(interfaceName);
        if (index == 0) {
            throw new IOException(
                    "no network interface \"" + interfaceName + "\"; this machine has " + interfaceNames());
        }
        PacketRing ring;
        try {
            ring = PacketRing.open(
                    index,
                    settings.ringBytes() / PacketRing.BLOCK_BYTES,
                    settings.promiscuous(),
                    settings.fanoutGroup());
        } catch (LinuxSocket.CallFailed e) {
            if (e.error == LinuxSocket.NOT_PERMITTED || e.error == LinuxSocket.ACCESS_DENIED) {
                throw new IOException(
                        "capturing on \"" + interfaceName
                                + "\" needs the capability CAP_NET_RAW: run as root, or give it to the process (systemd:"
                                + " AmbientCapabilities=CAP_NET_RAW)",
                        e);
            }
            throw new IOException("cannot capture on \"" + interfaceName + "\": " + e.getMessage(), e);
        }
        try {
            return new LiveCapture(interfaceName, index, ring, losses);
        } catch (IOException e) {
            ring.close();
            throw e;
        }
    }

    private static String interfaceNames() throws IOException {
        return NetworkInterface.networkInterfaces()
                .map(NetworkInterface::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Packets handed on so far. */
    public long packets() {
        return packets;
    }

    /**
     * Hands packets to {@code handler} until {@link #close} is called.
     *
     * @throws IOException if the interface has been removed; the packets that came before have been handed on
     */
    public void read(PacketHandler handler) throws IOException {
        synchronized (this) {
            if (closed || reader != null) {
                throw new IllegalStateException("a live capture is read once, until it is closed");
            }
            reader = Thread.currentThread();
        }
        try {
            long nextCount = System.nanoTime() + NANOS_PER_SECOND;
            boolean gone = false;
            while (!stopped && !gone) {
                int length = ring.take(block);
                if (length > 0) {
                    handBlock(length, handler);
                } else {
                    waitForBlock(handler);
                }
                if (System.nanoTime() - nextCount >= 0) {
                    ring.countDrops(losses);
                    nextCount = System.nanoTime() + NANOS_PER_SECOND;
                    gone = LinuxSocket.interfaceIndex(interfaceName) != interfaceIndex;
                }
            }
            // what the kernel had handed over before the end belongs to it
            for (int length = ring.take(block); length > 0; length = ring.take(block)) {
                handBlock(length, handler);
            }
            ring.countDrops(losses);
            if (gone) {
                throw new IOException("the network interface \"" + interfaceName + "\" has been removed");
            }
        } finally {
            synchronized (this) {
                closed = true;
                ring.close();
                notifyAll();
            }
        }
    }

    private void waitForBlock(PacketHandler handler) throws IOException {
        long before = System.nanoTime();
        boolean sound = ring.await(IDLE_MILLISECONDS);
        long waited = System.nanoTime() - before;
        if (!sound) {
            try {
                Thread.sleep(IDLE_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
        if (!sound || waited >= IDLE_MILLISECONDS * NANOS_PER_MILLISECOND) {
            handler.idle(System.currentTimeMillis() * NANOS_PER_MILLISECOND);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others only look
    private void handBlock(int length, PacketHandler handler) {
        byte[] bytes = block;
        int number = Bytes.int32LittleEndian(bytes, 12);
        int at = Bytes.int32LittleEndian(bytes, 16);
        int handed = 0;
        for (int i = 0; i < number && at >= 0 && at <= length - PACKET_HEADER_BYTES; i++) {
            if (!loopback || (bytes[at + PACKET_HEADER_BYTES + 10] & 0xff) != PACKET_OUTGOING) {
                handPacket(bytes, at, handler);
                handed++;
            }
            at += Bytes.int32LittleEndian(bytes, at);
        }
        packets += handed;
    }

    private void handPacket(byte[] bytes, int header, PacketHandler handler) {
        long seconds = Bytes.int32LittleEndian(bytes, header + 4) & 0xffffffffL;
        long nanos = seconds * NANOS_PER_SECOND + Bytes.int32LittleEndian(bytes, header + 8);
        int length = Bytes.int32LittleEndian(bytes, header + 12);
        int wireLength = Bytes.int32LittleEndian(bytes, header + 16);
        int status = Bytes.int32LittleEndian(bytes, header + 20);
        int frame = header + Bytes.int16(bytes, header + 24, true);
        if (linkType == LINK_RAW) {
            int skipped = Bytes.int16(bytes, header + 26, true) - Bytes.int16(bytes, header + 24, true);
            frame += skipped;
            length -= skipped;
            wireLength -= skipped;
        } else if ((status & STATUS_VLAN_VALID) != 0 && length >= MAC_ADDRESSES_BYTES) {
            putTagBack(bytes, header, frame, status);
            frame -= VLAN_TAG_BYTES;
            length += VLAN_TAG_BYTES;
            wireLength += VLAN_TAG_BYTES;
        }
        handler.packet(bytes, frame, length, wireLength, nanos, linkType);
    }

    /** The header before the frame has been read, so the frame's addresses may move over its end. */
    private static void putTagBack(byte[] bytes, int header, int frame, int status) {
        int tag = Bytes.int16(bytes, header + 32, true);
        int protocol = (status & STATUS_VLAN_PROTOCOL_VALID) == 0 ? VLAN : Bytes.int16(bytes, header + 36, true);
        System.arraycopy(bytes, frame, bytes, frame - VLAN_TAG_BYTES, MAC_ADDRESSES_BYTES);
        int at = frame - VLAN_TAG_BYTES + MAC_ADDRESSES_BYTES;
        bytes[at] = (byte) (protocol >>> 8);
        bytes[at + 1] = (byte) protocol;
        bytes[at + 2] = (byte) (tag >>> 8);
        bytes[at + 3] = (byte) tag;
    }

    /** Ends the capture and waits until the reading thread, if there is one, has let go of the interface. */
    @Override
    public void close() throws IOException {
        stopped = true;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (reader == null) {
                closed = true;
                ring.close();
                return;
            }
            if (reader == Thread.currentThread()) {
                return;
            }
            boolean interrupted = false;
            while (!closed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
