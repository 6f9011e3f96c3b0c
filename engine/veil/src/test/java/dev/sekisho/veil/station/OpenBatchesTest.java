package dev.sekisho.veil.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.conversion.Row;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.ristretto.Element;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenBatchesTest {
    private static final Row ROW =
            new Row(ByteString.EMPTY, new Ciphertext(Element.GENERATOR, Element.GENERATOR), List.of());
    private static final OpenBatches.Key ENERGY = new OpenBatches.Key("energy", 1, 7);
    private static final OpenBatches.Key MONITORING = new OpenBatches.Key("monitoring", 1, 7);

    private final OpenBatches batches = new OpenBatches(new BatchRelease(10, Duration.ofNanos(1000)));

    private static List<Row> rows(int count) {
        return Collections.nCopies(count, ROW);
    }

    @Test
    void releasesABatchThatIsFullAndKeepsTheRest() {
        batches.add(ENERGY, rows(9), 0, 7, 0);
        assertThat(batches.due(7, 1)).isEmpty();
        batches.add(ENERGY, rows(4), 500, 7, 2);
        OpenBatches.Due due = batches.due(7, 3).orElseThrow();
        assertThat(due.rows()).hasSize(10);
        assertThat(batches.delivered(900)).isZero();

        batches.sent(due, 7, 3);

        assertThat(batches.due(7, 4)).isEmpty();
        assertThat(batches.delivered(900)).isEqualTo(500);
    }

    @Test
    void releasesWhatIsThereWhenTheSlotIsOver() {
        batches.add(ENERGY, rows(2), 0, 7, 0);
        batches.add(MONITORING, rows(3), 100, 7, 0);
        assertThat(batches.due(7, 5)).isEmpty();
        OpenBatches.Due first = batches.due(8, 5).orElseThrow();
        assertThat(first.key()).isEqualTo(ENERGY);
        batches.sent(first, 8, 5);
        assertThat(batches.delivered(200)).isEqualTo(100);
        OpenBatches.Due second = batches.due(8, 5).orElseThrow();
        assertThat(second.rows()).hasSize(3);
        batches.sent(second, 8, 5);
        assertThat(batches.delivered(200)).isEqualTo(200);
    }

    @Test
    void lateRowsWaitForTheEndOfTheSlotInWhichTheyCame() {
        batches.add(ENERGY, rows(1), 0, 8, 0);
        assertThat(batches.due(8, 5)).isEmpty();
        assertThat(batches.due(9, 5)).isPresent();
    }

    @Test
    void noRowWaitsLongerThanTheBound() {
        batches.add(ENERGY, rows(1), 0, 7, 0);
        assertThat(batches.due(7, 999)).isEmpty();
        assertThat(batches.due(7, 1000)).isPresent();
    }

    @Test
    void releasesTheOldestBatchWhenTooManyRowsWaitInAll() {
        OpenBatches wide = new OpenBatches(new BatchRelease(OpenBatches.MOST_WAITING, Duration.ofDays(1)));
        wide.add(MONITORING, rows(1), 0, 7, 0);
        wide.add(ENERGY, rows(OpenBatches.MOST_WAITING - 1), 0, 7, 1);
        assertThat(wide.due(7, 5)).isEmpty();
        wide.add(ENERGY, rows(0), 0, 7, 2);
        assertThat(wide.due(7, 5)).isEmpty();
        wide.add(new OpenBatches.Key("third", 1, 7), rows(1), 0, 7, 2);
        assertThat(wide.due(7, 5))
                .hasValueSatisfying(due -> assertThat(due.key()).isEqualTo(MONITORING));
    }
}
