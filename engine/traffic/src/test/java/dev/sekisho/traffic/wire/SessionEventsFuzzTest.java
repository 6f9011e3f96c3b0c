package dev.sekisho.traffic.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionEventsFuzzTest {
    /** Events without the packing around them, which would hide them from whoever changes single bytes. */
    static Stream<Arguments> seeds() throws Exception {
        List<byte[]> batches = new ArrayList<>();
        SessionEventWriter writer = new SessionEventWriter(batches::add);
        ToldEvents.tell(writer, 1);
        writer.flush();
        java.util.zip.Inflater inflater = new java.util.zip.Inflater();
        inflater.setInput(batches.getFirst(), SessionEventWriter.HEADER, batches.getFirst().length - 5);
        byte[] events = new byte[1 << 16];
        int length = inflater.inflate(events);
        inflater.end();
        return Stream.of(Arguments.of((Object) Arrays.copyOf(events, length)), Arguments.of((Object) new byte[] {5}));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrowsAndReadsTwiceAlike(byte[] data) {
        SessionEventReader.fault(data);
        byte[] batch = packed(data);
        ToldEvents first = new ToldEvents();
        String fault = SessionEventReader.replay(batch, first);
        ToldEvents second = new ToldEvents();
        String again = SessionEventReader.replay(batch, second);
        if (!String.valueOf(fault).equals(String.valueOf(again)) || !first.told.equals(second.told)) {
            throw new AssertionError("read twice, " + fault + " became " + again);
        }
    }

    private static byte[] packed(byte[] events) {
        Deflater deflater = new Deflater();
        deflater.setInput(events);
        deflater.finish();
        byte[] batch = new byte[SessionEventWriter.HEADER + events.length + 100];
        batch[0] = SessionEventWriter.FORMAT;
        batch[3] = (byte) (events.length >> 8);
        batch[4] = (byte) events.length;
        int length = deflater.deflate(batch, SessionEventWriter.HEADER, batch.length - SessionEventWriter.HEADER);
        deflater.end();
        return Arrays.copyOf(batch, SessionEventWriter.HEADER + length);
    }
}
