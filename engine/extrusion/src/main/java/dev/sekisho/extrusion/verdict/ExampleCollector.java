package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.activity.Activity;
import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.activity.PairActivity;
import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Example;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes sessions and makes examples of them: every pair that would be judged, at the moments at which it would
 * be. Used by one thread.
 */
public final class ExampleCollector implements SessionSink {
    private final Activity activity;
    private final Catalogue catalogue = new Catalogue();
    private final Labels labels;
    private final Numbers numbers;
    private final List<Example> examples = new ArrayList<>();

    /** Says what the pairs of an input are. */
    public interface Labels {
        /** What a pair is; null to learn nothing from it. */
        Example.@Nullable Label label(SessionKey key);

        /** What must be left out together with the pairs of this input. */
        String group();

        /** Name of the source that a pair belongs to: pairs of one source are taken or left out as a whole. */
        String source(SessionKey key);

        /** Told the number under which a pair stands among the examples. */
        default void numbered(int pair, SessionKey key) {}
    }

    /** Numbers sources and pairs over several inputs. */
    public static final class Numbers {
        private final Map<String, Integer> sources = new HashMap<>();
        private int pairs;

        int source(String name) {
            return sources.computeIfAbsent(name, any -> sources.size());
        }
    }

    private static final class Moments {
        int next = 1;
        final List<Moment> seen = new ArrayList<>();
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once
    private record Moment(double[] values, Channel channel) {}

    public ExampleCollector(ActivitySettings settings, Labels labels, Numbers numbers) {
        this.labels = labels;
        this.numbers = numbers;
        activity = new Activity(settings, new Activity.PairListener() {
            @Override
            public void grown(PairActivity pair, long millis) {
                look(pair, false);
            }

            @Override
            public void leaving(PairActivity pair) {
                take(pair);
            }
        });
    }

    private void look(PairActivity pair, boolean last) {
        if (labels.label(pair.key()) == null) {
            return;
        }
        Moments moments = pair.judgement() instanceof Moments known ? known : new Moments();
        pair.judgement(moments);
        int size = pair.exchangeTotal() + pair.connectionTotal();
        if (pair.exchangeTotal() == 0 || (!last && size < moments.next)) {
            return;
        }
        PairView view = new PairView(activity, pair);
        Channel channel = Analyzer.channel(activity, view);
        moments.next = channel == null ? size + 1 : Analyzer.nextLook(size);
        if (channel != null) {
            moments.seen.add(new Moment(catalogue.measure(view), channel));
        }
    }

    private void take(PairActivity pair) {
        look(pair, true);
        Example.@Nullable Label label = labels.label(pair.key());
        if (label == null || !(pair.judgement() instanceof Moments moments)) {
            return;
        }
        int number = ++numbers.pairs;
        labels.numbered(number, pair.key());
        int source = numbers.source(labels.source(pair.key()));
        for (int i = 0; i < moments.seen.size(); i++) {
            Moment moment = moments.seen.get(i);
            boolean last = i + 1 == moments.seen.size();
            examples.add(new Example(moment.values(), moment.channel(), label, source, number, last, labels.group()));
        }
        pair.judgement(null);
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

    /** Everything that was collected; to be called once, when the input has ended. */
    public List<Example> examples() {
        for (PairActivity pair : activity.pairs()) {
            take(pair);
        }
        return examples;
    }
}
