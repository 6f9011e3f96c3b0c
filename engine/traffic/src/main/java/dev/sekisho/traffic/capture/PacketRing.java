package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A packet socket with its ring of blocks that the kernel fills and we empty (packet(7), TPACKET_V3 of
 * {@code Documentation/networking/packet_mmap.rst}). All numbers in it are in the machine's byte order, which is little
 * endian on everything that is supported.
 */
final class PacketRing implements Closeable {
    static final int BLOCK_BYTES = 1 << 20;

    /** After how many milliseconds the kernel hands over a block that is not full. */
    static final int RETIRE_MILLISECONDS = 50;

    private static final int FRAME_BYTES = 2048;

    private static final int FAMILY_PACKET = 17;
    private static final int TYPE_RAW = 3;
    private static final int ALL_PROTOCOLS_NETWORK_ORDER = 0x0300;
    private static final int LEVEL_SOCKET = 1;
    private static final int SOCKET_ERROR = 4;
    private static final int LEVEL_PACKET = 263;
    private static final int OPTION_ADD_MEMBERSHIP = 1;
    private static final int OPTION_RX_RING = 5;
    private static final int OPTION_STATISTICS = 6;
    private static final int OPTION_VERSION = 10;
    private static final int OPTION_FANOUT = 18;
    private static final int VERSION_3 = 2;
    private static final short MEMBERSHIP_PROMISCUOUS = 1;
    private static final short POLL_IN = 1;
    private static final int ADDRESS_BYTES = 20;

    private static final int BLOCK_STATUS = 8;
    private static final int BLOCK_LENGTH = 20;
    private static final int STATUS_KERNEL = 0;
    private static final int STATUS_USER = 1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final VarHandle STATUS = INT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final int socket;
    private final MemorySegment blocks;
    private final int blockCount;
    private final MemorySegment waiting = arena.allocate(8, 4);
    private final MemorySegment statistics = arena.allocate(12, 4);
    private int current;

    private PacketRing(int socket, MemorySegment blocks, int blockCount) {
        this.socket = socket;
        this.blocks = blocks;
        this.blockCount = blockCount;
        waiting.set(INT, 0, socket);
        waiting.set(ValueLayout.JAVA_SHORT, 4, POLL_IN);
    }

    /** Opens a ring of {@code blockCount} blocks on an interface. */
    static PacketRing open(int interfaceIndex, int blockCount, boolean promiscuous, int fanoutGroup)
            throws IOException {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IOException("live capture needs a little-endian machine");
        }
        // protocol 0 until the socket is bound, lest packets of other interfaces come in between
        int socket = LinuxSocket.open(FAMILY_PACKET, TYPE_RAW, 0);
        try (Arena arena = Arena.ofConfined()) {
            LinuxSocket.setOption(socket, LEVEL_PACKET, OPTION_VERSION, VERSION_3);
            MemorySegment request = arena.allocateFrom(
                    INT,
                    BLOCK_BYTES,
                    blockCount,
                    FRAME_BYTES,
                    BLOCK_BYTES / FRAME_BYTES * blockCount,
                    RETIRE_MILLISECONDS,
                    0,
                    0);
            LinuxSocket.setOption(socket, LEVEL_PACKET, OPTION_RX_RING, request);
            MemorySegment blocks = LinuxSocket.map(socket, (long) BLOCK_BYTES * blockCount);
            PacketRing ring = new PacketRing(socket, blocks, blockCount);
            if (promiscuous) {
                MemorySegment membership = arena.allocate(16, 4);
                membership.set(INT, 0, interfaceIndex);
                membership.set(ValueLayout.JAVA_SHORT, 4, MEMBERSHIP_PROMISCUOUS);
                LinuxSocket.setOption(socket, LEVEL_PACKET, OPTION_ADD_MEMBERSHIP, membership);
            }
            MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) FAMILY_PACKET);
            address.set(ValueLayout.JAVA_SHORT, 2, (short) ALL_PROTOCOLS_NETWORK_ORDER);
            address.set(INT, 4, interfaceIndex);
            LinuxSocket.bind(socket, address);
            if (fanoutGroup >= 0) {
                LinuxSocket.setOption(socket, LEVEL_PACKET, OPTION_FANOUT, fanoutGroup);
            }
            return ring;
        } catch (IOException | RuntimeException e) {
            LinuxSocket.close(socket);
            throw e;
        }
    }

    /** The kind of the interface's hardware (ARPHRD numbers of {@code linux/if_arp.h}). */
    int hardwareType() throws IOException {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment address = scratch.allocate(ADDRESS_BYTES, 4);
            LinuxSocket.name(socket, address);
            return address.get(ValueLayout.JAVA_SHORT, 8) & 0xffff;
        }
    }

    /**
     * Copies the next block that the kernel has handed over and gives it back.
     *
     * @param target at least {@link #BLOCK_BYTES} long
     * @return bytes copied, 0 if no block is ready
     */
    int take(byte[] target) {
        long base = (long) current * BLOCK_BYTES;
        if (((int) STATUS.getAcquire(blocks, base + BLOCK_STATUS) & STATUS_USER) == 0) {
            return 0;
        }
        int length = Math.min(blocks.get(INT, base + BLOCK_LENGTH), BLOCK_BYTES);
        MemorySegment.copy(blocks, ValueLayout.JAVA_BYTE, base, target, 0, length);
        STATUS.setRelease(blocks, base + BLOCK_STATUS, STATUS_KERNEL);
        current = current + 1 == blockCount ? 0 : current + 1;
        return length;
    }

    /**
     * Waits for a block, at most {@code milliseconds}.
     *
     * @return false if the interface reported an error, such as having been taken down
     */
    boolean await(int milliseconds) throws IOException {
        waiting.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        LinuxSocket.poll(waiting, milliseconds);
        boolean failed = (waiting.get(ValueLayout.JAVA_SHORT, 6) & ~POLL_IN) != 0;
        if (failed) {
            // asking for the error clears it
            LinuxSocket.getOption(socket, LEVEL_SOCKET, SOCKET_ERROR, statistics.asSlice(0, 4));
        }
        return !failed;
    }

    /** Counts what the kernel has dropped since the last call, for want of a free block. */
    void countDrops(Losses losses) throws IOException {
        LinuxSocket.getOption(socket, LEVEL_PACKET, OPTION_STATISTICS, statistics);
        losses.add(Reason.DROPPED_BY_KERNEL, statistics.get(INT, 4) & 0xffffffffL);
    }

    @Override
    public void close() throws IOException {
        try {
            LinuxSocket.unmap(blocks);
        } finally {
            LinuxSocket.close(socket);
            arena.close();
        }
    }
}
