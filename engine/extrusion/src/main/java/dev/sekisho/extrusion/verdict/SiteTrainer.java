package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Baseline;
import dev.sekisho.extrusion.model.Example;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns from a site's own traffic what is ordinary there. The traffic needs no labels: it is taken as ordinary, except
 * for the pairs that the other model would raise an alarm for; these are not learned from and are told, so that
 * somebody looks at them. Whoever is infected below that threshold becomes part of what is ordinary.
 *
 * <p>Used by one thread: hand on the sessions, then ask for the model once.
 */
public final class SiteTrainer implements SessionSink {
    private static final long SEED = 1;

    private final Model prior;
    private final AlarmBudget budget;
    private final Map<Integer, SessionKey> keys = new HashMap<>();
    private final List<SessionKey> leftOut = new ArrayList<>();
    private final ExampleCollector collector;

    /**
     * Begins to learn.
     *
     * @param prior whose evidence of command and control is kept
     * @param budget what would be an alarm
     */
    public SiteTrainer(Model prior, ActivitySettings settings, AlarmBudget budget) {
        this.prior = prior;
        this.budget = budget;
        collector = new ExampleCollector(settings, new Unlabelled(), new ExampleCollector.Numbers());
    }

    private final class Unlabelled implements ExampleCollector.Labels {
        @Override
        public Example.Label label(SessionKey key) {
            return Example.Label.ORDINARY;
        }

        @Override
        public String group() {
            return "";
        }

        @Override
        public String source(SessionKey key) {
            return key.client();
        }

        @Override
        public void numbered(int pair, SessionKey key) {
            keys.put(pair, key);
        }
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        collector.exchange(session, key, exchange);
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        collector.recognised(session, key, facts);
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        collector.connection(session, key, connection);
    }

    @Override
    public void closed(CommunicationSession session) {
        collector.closed(session);
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        collector.resolved(client, name, address, time);
    }

    /**
     * The model of the site.
     *
     * @throws IllegalArgumentException if there was too little traffic to learn from
     */
    public Model model() {
        List<Example> examples = collector.examples();
        double threshold = prior.threshold(budget);
        Set<Integer> rogue = new HashSet<>();
        for (Example example : examples) {
            if (prior.logOdds(example.channel(), example.values()) > threshold && rogue.add(example.pair())) {
                leftOut.add(keys.get(example.pair()));
            }
        }
        List<Example> ordinary = examples.stream()
                .filter(example -> !rogue.contains(example.pair()))
                .toList();
        long pairs = ordinary.stream().filter(Example::last).count();
        long clients = ordinary.stream().mapToInt(Example::source).distinct().count();
        List<String> about = new ArrayList<>();
        about.add("Ordinary: " + pairs + " pairs of client and server of " + clients + " clients of this site, "
                + rogue.size() + " suspicious ones left out.");
        about.add("Command and control, from the model before:");
        about.addAll(prior.about());
        return Baseline.learn(prior, ordinary, SEED, about);
    }

    /** The pairs that were not learned from because they would be alarms; known after {@link #model}. */
    public List<SessionKey> leftOut() {
        return List.copyOf(leftOut);
    }
}
