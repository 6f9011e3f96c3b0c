package dev.sekisho.veil.station;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.record.ReplayMark;
import dev.sekisho.veil.record.ReplayWindow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lets a station know after a restart what it accepted before. While a message is in the station's queue that is enough; when
 * its file leaves the disk its mark is written down here, and stays for as long as its slot is open.
 *
 * <p>An entry of the journal is the latest slot in it (4), then for each message its slot (4) and its mark (32). Not safe for
 * use by several threads.
 */
final class ReplayJournal implements Closeable {
    private static final int MARK_BYTES = 32;

    private final DurableQueue journal;
    private final ReplayWindow window;
    private final Function<byte[], ReplayMark> marks;

    /**
     * Opens the journal, and tells a window what was accepted before.
     *
     * @param accepted the station's queue
     * @param marks the mark of an entry of that queue
     */
    ReplayJournal(Path home, DurableQueue accepted, ReplayWindow window, Function<byte[], ReplayMark> marks)
            throws IOException {
        this.journal = DurableQueue.open(home, "seen");
        this.window = window;
        this.marks = marks;
        journal.forEach(this::restore);
        accepted.forEach(entry -> window.accept(marks.apply(entry)));
    }

    private void restore(byte[] entry) {
        OctetReader in = new OctetReader(entry);
        in.i4();
        while (in.left() > 0) {
            window.accept(new ReplayMark(in.i4(), ByteString.of(in.raw(MARK_BYTES))));
        }
    }

    /** Writes down the marks of messages whose slot is open, and lets go of those whose slot is closed. */
    void keep(List<byte[]> entries, int firstSlot) throws IOException {
        window.forgetBefore(firstSlot);
        forgetBefore(firstSlot);
        List<ReplayMark> open = new ArrayList<>();
        int latest = firstSlot;
        for (byte[] entry : entries) {
            ReplayMark mark = marks.apply(entry);
            if (mark.slot() >= firstSlot) {
                open.add(mark);
                latest = Math.max(latest, mark.slot());
            }
        }
        if (!open.isEmpty()) {
            Octets out = new Octets().i4(latest);
            open.forEach(mark -> out.i4(mark.slot()).raw(mark.mark().toBytes()));
            journal.append(List.of(out.toBytes()));
        }
    }

    private void forgetBefore(int firstSlot) throws IOException {
        while (true) {
            DurableQueue.Waiting oldest = journal.peek(journal.done(), 1, 1);
            if (oldest.entries().isEmpty() || new OctetReader(oldest.entries().getFirst()).i4() >= firstSlot) {
                return;
            }
            journal.done(oldest.end());
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
