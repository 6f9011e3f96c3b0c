package dev.sekisho.traffic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionEventsTest {
    private static List<byte[]> batches(int rounds) {
        List<byte[]> batches = new ArrayList<>();
        SessionEventWriter writer = new SessionEventWriter(batches::add);
        for (int i = 0; i < rounds; i++) {
            ToldEvents.tell(writer, i);
        }
        writer.flush();
        writer.flush();
        return batches;
    }

    @Test
    void comeBackAsTheyWere() {
        ToldEvents before = new ToldEvents();
        ToldEvents.tell(before, 7);
        List<byte[]> batches = new ArrayList<>();
        SessionEventWriter writer = new SessionEventWriter(batches::add);
        ToldEvents.tell(writer, 7);
        writer.flush();

        ToldEvents after = new ToldEvents();
        assertThat(batches).hasSize(1);
        assertThat(SessionEventReader.replay(batches.getFirst(), after)).isNull();
        assertThat(after.told).isEqualTo(before.told);
    }

    @Test
    void fillSeveralBatchesThatCanEachBeReadAlone() {
        ToldEvents before = new ToldEvents();
        for (int i = 0; i < 2000; i++) {
            ToldEvents.tell(before, i);
        }
        ToldEvents after = new ToldEvents();
        List<byte[]> batches = batches(2000);
        for (byte[] batch : batches) {
            assertThat(SessionEventReader.replay(batch, after)).isNull();
        }

        assertThat(batches).hasSizeGreaterThan(2);
        assertThat(after.told).isEqualTo(before.told);
    }

    @Test
    void givesTheSameBatchesForTheSameEvents() {
        List<byte[]> first = batches(1000);
        List<byte[]> second = batches(1000);

        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
    }

    @Test
    void saysWhatIsWrong() {
        byte[] batch = batches(1).getFirst();
        byte[] cut = Arrays.copyOf(batch, batch.length - 9);
        byte[] longer = batch.clone();
        longer[4]++;
        byte[] bomb = batch.clone();
        bomb[1] = 0x7f;

        assertThat(SessionEventReader.fault(new byte[0])).isEqualTo("expected a batch of session events in form 1");
        assertThat(SessionEventReader.fault(cut)).isEqualTo("the batch does not have the length that it says");
        assertThat(SessionEventReader.fault(longer)).isEqualTo("the batch does not have the length that it says");
        assertThat(SessionEventReader.fault(bomb)).startsWith("a batch has 1 to 16777216 bytes when it is unpacked");
        assertThat(SessionEventReader.fault(batch)).isNull();
    }
}
