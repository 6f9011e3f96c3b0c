package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.activity.Trait;

/** Measures {@link VolumeIndex}. */
final class VolumeMeasure {
    private static final int FEW = 4;
    private static final int SMALL_REPLY = 256;

    private static final double TURN_FACTOR = 268_435_456.0;

    private final Sample sent = new Sample();
    private final Sample received = new Sample();
    private final Sample turns = new Sample();
    private final Sample other = new Sample();

    void measure(PairView view, double[] out) {
        int n = view.exchanges();
        set(out, VolumeIndex.EXCHANGES, n);
        if (n > 0) {
            sizes(view, out);
            drift(view, out);
        }
        if (view.visits() >= FEW) {
            other.clear();
            for (int i = 0; i < view.visits(); i++) {
                other.add((double) view.visitUp(i) + view.visitDown(i));
            }
            set(out, VolumeIndex.VISIT_SPREAD, other.relativeDeviation());
        }
    }

    private void sizes(PairView view, double[] out) {
        int n = view.exchanges();
        sent.clear();
        received.clear();
        turns.clear();
        double up = 0;
        double down = 0;
        int answered = 0;
        int small = 0;
        int uploads = 0;
        int pushes = 0;
        int unreadable = 0;
        for (int i = 0; i < n; i++) {
            int out1 = view.sent(i);
            int in = view.received(i);
            sent.add(out1);
            received.add(in);
            turns.add((out1 >> 4) * TURN_FACTOR + (in >> 4));
            up += out1;
            down += in;
            uploads += out1 > in ? 1 : 0;
            if (view.has(i, Trait.ANSWERED)) {
                answered++;
                small += in <= SMALL_REPLY ? 1 : 0;
            }
            if (!view.has(i, Trait.REQUEST)) {
                unreadable++;
                pushes += view.up(i) == 0 && view.down(i) > 0 ? 1 : 0;
            }
        }
        set(out, VolumeIndex.SENT, sent.median());
        set(out, VolumeIndex.RECEIVED, received.median());
        if (up + down > 0) {
            set(out, VolumeIndex.UP_SHARE, up / (up + down));
        }
        set(out, VolumeIndex.UPLOADS, (double) uploads / n);
        if (n >= FEW - 1) {
            set(out, VolumeIndex.UNANSWERED, (double) (n - answered) / n);
        }
        if (answered > 0) {
            set(out, VolumeIndex.SMALL_REPLIES, (double) small / answered);
        }
        if (unreadable > 0) {
            set(out, VolumeIndex.PUSHES, (double) pushes / unreadable);
        }
        if (n >= FEW) {
            set(out, VolumeIndex.SENT_SPREAD, sent.relativeDeviation());
            set(out, VolumeIndex.RECEIVED_SPREAD, received.relativeDeviation());
            set(out, VolumeIndex.TURN_SAMENESS, turns.topShare());
        }
        sameness(view, out);
    }

    private void sameness(PairView view, double[] out) {
        sent.clear();
        received.clear();
        for (int i = 0; i < view.exchanges(); i++) {
            if (view.sent(i) > 0) {
                sent.add(view.sent(i));
            }
            if (view.has(i, Trait.ANSWERED)) {
                received.add(view.received(i));
            }
        }
        if (sent.size() >= FEW) {
            set(out, VolumeIndex.SENT_SAMENESS, sent.topShare());
        }
        if (received.size() >= FEW) {
            set(out, VolumeIndex.RECEIVED_SAMENESS, received.topShare());
        }
    }

    private void drift(PairView view, double[] out) {
        int n = view.exchanges();
        if (n < 2 * FEW) {
            return;
        }
        sent.clear();
        received.clear();
        for (int i = 0; i < n; i++) {
            (i < n / 2 ? sent : received).add((double) view.sent(i) + view.received(i));
        }
        double ratio = (received.median() + 16) / (sent.median() + 16);
        set(out, VolumeIndex.DRIFT, Math.abs(Math.log(ratio) / Math.log(2)));
    }

    private static void set(double[] out, VolumeIndex index, double value) {
        out[index.position()] = value;
    }
}
