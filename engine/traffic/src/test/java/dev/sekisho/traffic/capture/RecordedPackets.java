package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Remembers the packets that it is handed. */
final class RecordedPackets implements PacketHandler {
    final List<Packet> packets = new ArrayList<>();
    final Losses losses = new Losses();
    boolean recognised;

    /** One packet; its bytes in hexadecimal, so that packets can be compared. */
    record Packet(String hex, int wireLength, long nanos, int linkType) {}

    @Override
    public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
        String hex = HexFormat.of().formatHex(Arrays.copyOfRange(bytes, offset, offset + length));
        packets.add(new Packet(hex, wireLength, nanos, linkType));
    }

    /** What a reader makes of a file with this content. */
    static RecordedPackets of(byte[] file) throws IOException {
        RecordedPackets recorded = new RecordedPackets();
        try (InputFile input = InputFile.of("test", new ByteArrayInputStream(file))) {
            recorded.recognised = new CaptureReader(input, recorded.losses).read(recorded);
        }
        return recorded;
    }
}
