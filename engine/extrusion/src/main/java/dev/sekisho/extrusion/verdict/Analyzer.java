package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.activity.Activity;
import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.activity.PairActivity;
import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.activity.Trait;
import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Judgement;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges pairs while their sessions arrive. Used by one thread.
 *
 * <p>A pair is judged when it has its first exchange, then each time it has grown by half or has gone on for an eighth of
 * the window since it was judged last, and once more at the end. Its verdict is the one of its strongest evidence; the calibration is made of the strongest evidence of ordinary pairs
 * likewise. Evidence older than the window no longer counts. Judged is what leaves the organisation over HTTP, TLS, QUIC or unrecognised TCP; other datagrams are not.
 */
public final class Analyzer implements SessionSink {
    private final Model model;
    private final Activity activity;
    private final Catalogue catalogue = new Catalogue();
    private final double threshold;
    private final List<Verdict> left = new ArrayList<>();
    private final long windowMillis;
    private final Consumer<Verdict> alarms;
    private @Nullable PairView view;

    /** Verdicts on pairs that left the window which are kept. */
    private static final int KEPT_AFTER_LEAVING = 50_000;

    /** How often within the window a pair that goes on slowly is judged. */
    private static final int LOOKS_PER_WINDOW = 8;

    /** How long a connection without readable requests must stand to be judged before it has ended. */
    private static final long STANDING_MILLIS = 60_000;

    /** Makes an analyzer that tells nobody about alarms before the end. */
    public Analyzer(Model model, ActivitySettings settings, AlarmBudget budget) {
        this(model, settings, budget, any -> {});
    }

    /** Makes an analyzer that tells {@code alarms} the first alarm of every pair as soon as it is raised. */
    public Analyzer(Model model, ActivitySettings settings, AlarmBudget budget, Consumer<Verdict> alarms) {
        this.model = model;
        this.alarms = alarms;
        windowMillis = settings.window().toMillis();
        threshold = model.threshold(budget);
        activity = new Activity(settings, new Activity.PairListener() {
            @Override
            public void grown(PairActivity pair, long millis) {
                Analyzer.this.grown(pair, millis);
            }

            @Override
            public void leaving(PairActivity pair) {
                keep(verdict(pair));
            }
        });
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        activity.exchange(session, key, exchange);
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        activity.recognised(session, key, facts);
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        activity.connection(session, key, connection);
    }

    @Override
    public void closed(CommunicationSession session) {
        activity.closed(session);
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        activity.resolved(client, name, address, time);
    }

    /** Keeps a verdict that no longer changes; of those on ordinary pairs only so many. */
    private void keep(@Nullable Verdict verdict) {
        if (verdict != null && (verdict.rogue() || left.size() < KEPT_AFTER_LEAVING)) {
            left.add(verdict);
        }
    }

    /** Forgets the verdicts on pairs that left the window and were seen last before {@code time}. */
    public void forget(Instant time) {
        left.removeIf(verdict -> verdict.lastSeen().isBefore(time));
    }

    /** What is thought of a pair so far. */
    private static final class Standing {
        int nextLook = 1;
        long nextLookMillis = Long.MAX_VALUE;
        double highest = Double.NEGATIVE_INFINITY;
        long highestMillis;
        double[] values = new double[0];
        Channel channel = Channel.OPAQUE;
        long firstAlarm;
        int exchangesUntilAlarm;
        boolean alarmed;
    }

    private void grown(PairActivity pair, long millis) {
        int size = pair.exchangeTotal() + pair.connectionTotal();
        Standing standing = pair.judgement() instanceof Standing known ? known : new Standing();
        if (size < standing.nextLook && millis < standing.nextLookMillis) {
            return;
        }
        pair.judgement(standing);
        if (look(pair, standing, millis)) {
            standing.nextLook = nextLook(size);
            standing.nextLookMillis = millis + windowMillis / LOOKS_PER_WINDOW;
        } else {
            standing.nextLook = size + 1;
        }
    }

    /** How many exchanges and connections a pair must have to be looked at again after it had {@code size}. */
    static int nextLook(int size) {
        return size + 1 + size / 2;
    }

    /** Judges {@code pair} now; answers whether it could be judged. */
    private boolean look(PairActivity pair, Standing standing, long millis) {
        if (pair.exchangeTotal() == 0) {
            return false;
        }
        PairView seen = viewOf(pair);
        Channel channel = channel(activity, seen);
        if (channel == null) {
            return false;
        }
        double[] values = catalogue.measure(seen);
        double logOdds = model.logOdds(channel, values);
        if (standing.highestMillis < millis - windowMillis) {
            expire(pair, standing);
        }
        if (logOdds > standing.highest) {
            standing.highest = logOdds;
            standing.highestMillis = millis;
            standing.values = values;
            standing.channel = channel;
        }
        if (!standing.alarmed && logOdds > threshold) {
            standing.alarmed = true;
            standing.firstAlarm = millis;
            standing.exchangesUntilAlarm = pair.exchangeTotal();
            Verdict verdict = verdict(pair);
            if (verdict != null) {
                alarms.accept(verdict);
            }
        }
        return true;
    }

    /** Lets go of evidence that is older than the window; an alarm that rested on it is over but not forgotten. */
    private void expire(PairActivity pair, Standing standing) {
        if (standing.alarmed) {
            keep(verdict(pair));
            standing.alarmed = false;
        }
        standing.highest = Double.NEGATIVE_INFINITY;
    }

    private PairView viewOf(PairActivity pair) {
        PairView used = view;
        if (used == null) {
            used = new PairView(activity, pair);
            view = used;
        } else {
            used.look(pair);
        }
        return used;
    }

    /** What can be seen of the pair; null while nothing can be said or where it is none of what is judged. */
    static @Nullable Channel channel(Activity activity, PairView view) {
        PairActivity pair = view.pair();
        if (!activity.leaves(pair) || pair.isDatagramsOnly()) {
            return null;
        }
        for (int i = 0; i < view.exchanges(); i++) {
            if (view.has(i, Trait.REQUEST)) {
                return Channel.READABLE;
            }
        }
        Protocol protocol = pair.protocol();
        boolean early = pair.connectionTotal() == 0 && pair.lastMillis() - pair.firstMillis() < STANDING_MILLIS;
        return early || protocol == Protocol.NONE || protocol == Protocol.DNS ? null : Channel.of(protocol);
    }

    private @Nullable Verdict verdict(PairActivity pair) {
        if (!(pair.judgement() instanceof Standing standing) || standing.values.length == 0) {
            return null;
        }
        Channel channel = standing.channel;
        Judgement judgement = model.judge(channel, standing.values);
        boolean rogue = standing.alarmed;
        List<Alert.Reason> reasons = rogue ? Reasons.of(model, channel, standing.values, judgement) : List.of();
        return new Verdict(
                pair.key(),
                channel,
                rogue,
                judgement.logOdds(),
                judgement.score(),
                judgement.pValue(),
                judgement.calibrated(),
                judgement.group(),
                judgement.distance(),
                Instant.ofEpochMilli(pair.firstMillis()),
                Instant.ofEpochMilli(pair.lastMillis()),
                pair.exchangeTotal(),
                rogue ? Instant.ofEpochMilli(standing.firstAlarm) : null,
                standing.exchangesUntilAlarm,
                reasons);
    }

    /**
     * Looks once more at every pair and tells the verdicts on all that could be judged, the strongest first: one for
     * each pair, its strongest.
     */
    public List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (PairActivity pair : activity.pairs()) {
            Standing standing = pair.judgement() instanceof Standing known ? known : new Standing();
            pair.judgement(standing);
            look(pair, standing, pair.lastMillis());
            Verdict verdict = verdict(pair);
            if (verdict != null) {
                verdicts.add(verdict);
            }
        }
        verdicts.addAll(left);
        verdicts.sort(Comparator.comparing(Verdict::rogue)
                .thenComparingDouble(Verdict::logOdds)
                .reversed());
        if (!left.isEmpty()) {
            Set<SessionKey> told = new HashSet<>();
            verdicts.removeIf(verdict -> !told.add(verdict.key()));
        }
        return verdicts;
    }

    /** The verdict on one pair as of when it was judged last, null if it is not known or has not been judged. */
    public @Nullable Verdict verdict(SessionKey key) {
        PairActivity pair = activity.find(key);
        return pair == null ? null : verdict(pair);
    }

    /** Why the pair is judged as it is, at its strongest evidence; null if it is not known or not judged. */
    public @Nullable Explanation explain(SessionKey key) {
        PairActivity pair = activity.find(key);
        if (pair == null) {
            return null;
        }
        Standing standing = pair.judgement() instanceof Standing known ? known : new Standing();
        pair.judgement(standing);
        look(pair, standing, pair.lastMillis());
        Verdict verdict = verdict(pair);
        return verdict == null ? null : Explanation.of(model, verdict, standing.values, threshold);
    }

    /** The exchanges with {@code key} that are still kept, in order of time; empty if the pair is not known. */
    public List<Turn> turns(SessionKey key) {
        PairActivity pair = activity.find(key);
        List<Turn> turns = new ArrayList<>();
        if (pair != null) {
            PairView seen = viewOf(pair);
            for (int i = 0; i < seen.exchanges(); i++) {
                turns.add(new Turn(Instant.ofEpochMilli(seen.start(i)), seen.up(i), seen.down(i)));
            }
        }
        return turns;
    }

    /** One exchange for drawing: when it began and what went each way in bytes. */
    public record Turn(Instant time, long bytesUp, long bytesDown) {}

    /** What every client did, as far as it is kept. */
    public Activity activity() {
        return activity;
    }
}
