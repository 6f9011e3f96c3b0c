package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.activity.InternalNetworks;
import dev.sekisho.extrusion.evaluate.PairScorer;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A model under evaluation. */
public final class ModelScorer implements PairScorer {
    private final Model model;
    private final Function<String, Model> withoutGroup;
    private final AlarmBudget budget;
    private final Map<String, PairScorer> leftOut = new HashMap<>();

    /**
     * Puts a model under evaluation.
     *
     * @param model the model
     * @param withoutGroup makes the model that would have come out without a group
     * @param budget the bearable false alarms
     */
    public ModelScorer(Model model, Function<String, Model> withoutGroup, AlarmBudget budget) {
        this.model = model;
        this.withoutGroup = withoutGroup;
        this.budget = budget;
    }

    @Override
    public PairScorer withoutGroup(String group) {
        return group.isEmpty()
                ? this
                : leftOut.computeIfAbsent(
                        group, each -> new ModelScorer(withoutGroup.apply(each), withoutGroup, budget));
    }

    @Override
    public Judgement begin(List<IpNetwork> internalNetworks) {
        ActivitySettings settings = ActivitySettings.DEFAULT.withInternal(new InternalNetworks(internalNetworks));
        return new Running(new Analyzer(model, settings, budget));
    }

    private static final class Running implements Judgement {
        private final Analyzer analyzer;

        Running(Analyzer analyzer) {
            this.analyzer = analyzer;
        }

        @Override
        public void exchange(long session, SessionKey key, Exchange exchange) {
            analyzer.exchange(session, key, exchange);
        }

        @Override
        public void recognised(long session, SessionKey key, ProtocolFacts facts) {
            analyzer.recognised(session, key, facts);
        }

        @Override
        public void connection(long session, SessionKey key, Connection connection) {
            analyzer.connection(session, key, connection);
        }

        @Override
        public void closed(CommunicationSession session) {
            analyzer.closed(session);
        }

        @Override
        public void resolved(String client, String name, String address, Instant time) {
            analyzer.resolved(client, name, address, time);
        }

        @Override
        public List<PairVerdict> verdicts() {
            return analyzer.verdicts().stream()
                    .map(verdict -> new PairVerdict(
                            verdict.key(),
                            verdict.logOdds(),
                            verdict.pValue(),
                            verdict.calibrated(),
                            verdict.rogue(),
                            verdict.firstAlarm(),
                            verdict.exchangesUntilAlarm(),
                            verdict.reasons().isEmpty()
                                    ? null
                                    : verdict.reasons().getFirst().text()))
                    .toList();
        }
    }
}
