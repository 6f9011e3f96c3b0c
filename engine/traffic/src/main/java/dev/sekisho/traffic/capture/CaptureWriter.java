package dev.sekisho.traffic.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes packets as a capture file. Used by one thread; as a {@link PacketHandler} it throws
 * {@link UncheckedIOException} if the file cannot be written.
 */
public final class CaptureWriter implements PacketHandler, Closeable {
    private static final int SNAP_LENGTH = 262_144;
    private static final int MICROSECONDS_MAGIC = 0xa1b2c3d4;
    private static final int NANOSECONDS_MAGIC = 0xa1b23c4d;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int NANOSECONDS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final OutputStream out;
    private final Form form;
    private final ByteOrder order;
    private final List<Integer> linkTypes = new ArrayList<>();

    /** The forms of capture files. */
    public enum Form {
        /** The classic form with microseconds; all packets of one link type. */
        PCAP,
        /** The classic form with nanoseconds; all packets of one link type. */
        PCAP_NANOSECONDS,
        /** The block-structured form with nanoseconds; one interface for each link type. */
        PCAPNG
    }

    /** Writes {@code form} in {@code order} to {@code out}; closing this closes {@code out}. */
    public CaptureWriter(OutputStream out, Form form, ByteOrder order) throws IOException {
        this.out = out;
        this.form = form;
        this.order = order;
        if (form == Form.PCAPNG) {
            ByteBuffer section = buffer(28);
            section.putInt(PcapngFormat.SECTION_HEADER).putInt(28).putInt(BYTE_ORDER_MAGIC);
            section.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
            write(section);
        }
    }

    @Override
    public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
        try {
            if (form == Form.PCAPNG) {
                writeBlock(bytes, offset, length, wireLength, nanos, linkType);
            } else {
                writeRecord(bytes, offset, length, wireLength, nanos, linkType);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one whole packet. */
    public void packet(byte[] packet, long nanos, int linkType) {
        packet(packet, 0, packet.length, packet.length, nanos, linkType);
    }

    private void writeRecord(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType)
            throws IOException {
        if (linkTypes.isEmpty()) {
            linkTypes.add(linkType);
            writeFileHeader(linkType);
        } else if (linkTypes.getFirst() != linkType) {
            throw new IllegalArgumentException("a file of the form " + form + " holds packets of one link type, here "
                    + linkTypes.getFirst() + ", but the packet's is " + linkType);
        }
        int fraction = (int) Math.floorMod(nanos, NANOS_PER_SECOND);
        ByteBuffer header = buffer(16);
        header.putInt((int) Math.floorDiv(nanos, NANOS_PER_SECOND));
        header.putInt(form == Form.PCAP ? fraction / 1000 : fraction);
        header.putInt(length).putInt(wireLength);
        write(header);
        out.write(bytes, offset, length);
    }

    private void writeFileHeader(int linkType) throws IOException {
        ByteBuffer header = buffer(24);
        header.putInt(form == Form.PCAP ? MICROSECONDS_MAGIC : NANOSECONDS_MAGIC);
        header.putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(linkType);
        write(header);
    }

    private void writeBlock(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType)
            throws IOException {
        int interfaceNumber = linkTypes.indexOf(linkType);
        if (interfaceNumber < 0) {
            interfaceNumber = linkTypes.size();
            linkTypes.add(linkType);
            writeInterface(linkType);
        }
        int padding = -length & 3;
        int blockLength = 32 + length + padding;
        ByteBuffer header = buffer(28);
        header.putInt(ENHANCED_PACKET).putInt(blockLength).putInt(interfaceNumber);
        header.putInt((int) (nanos >>> 32)).putInt((int) nanos);
        header.putInt(length).putInt(wireLength);
        write(header);
        out.write(bytes, offset, length);
        write(buffer(padding + 4).putInt(padding, blockLength));
    }

    private void writeInterface(int linkType) throws IOException {
        ByteBuffer block = buffer(32);
        block.putInt(1)
                .putInt(32)
                .putShort((short) linkType)
                .putShort((short) 0)
                .putInt(SNAP_LENGTH);
        block.putShort((short) OPTION_TIME_RESOLUTION).putShort((short) 1);
        block.put((byte) NANOSECONDS).put(new byte[3]);
        block.putInt(0).putInt(32);
        write(block);
    }

    @SuppressWarnings("ByteBufferBackingArray") // the buffers are all made below, each with an array of its own
    private void write(ByteBuffer buffer) throws IOException {
        out.write(buffer.array());
    }

    private ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(order);
    }

    /** Ends the file; a classic one without packets becomes an empty Ethernet capture. */
    @Override
    public void close() throws IOException {
        try (out) {
            if (form != Form.PCAPNG && linkTypes.isEmpty()) {
                writeFileHeader(1);
            }
        }
    }
}
