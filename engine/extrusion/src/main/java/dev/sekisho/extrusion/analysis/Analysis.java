package dev.sekisho.extrusion.analysis;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.application.Application;
import dev.sekisho.extrusion.application.ApplicationRecogniser;
import dev.sekisho.extrusion.application.ApplicationWatcher;
import dev.sekisho.extrusion.policy.ApplicationAlerts;
import dev.sekisho.extrusion.policy.Policy;
import dev.sekisho.extrusion.verdict.Analyzer;
import dev.sekisho.extrusion.verdict.Verdict;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes sessions and makes alerts of them. Used by one thread. */
public final class Analysis implements SessionSink {
    private final Analyzer analyzer;
    private final ApplicationWatcher applications;
    private final Map<String, String> applicationIds = new HashMap<>();
    private Policy policy;
    private @Nullable Instant from;
    private @Nullable Instant until;

    public Analysis(AnalysisSettings settings) {
        this(settings, any -> {});
    }

    /** Makes an analysis that tells {@code alarms} of every rogue pair at its first alarm, before exceptions. */
    public Analysis(AnalysisSettings settings, Consumer<Alert> alarms) {
        policy = settings.policy();
        analyzer = new Analyzer(
                settings.model(), settings.activity(), settings.budget(), verdict -> alarms.accept(verdict.alert()));
        applications = new ApplicationWatcher(new ApplicationRecogniser(settings.applications()));
        for (Application application : settings.applications().applications()) {
            applicationIds.put(application.name(), application.id());
        }
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        spans(exchange.start(), exchange.end());
        analyzer.exchange(session, key, exchange);
        applications.exchange(session, key, exchange);
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        analyzer.recognised(session, key, facts);
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        spans(connection.start(), connection.end());
        analyzer.connection(session, key, connection);
        applications.connection(session, key, connection);
    }

    @Override
    public void closed(CommunicationSession session) {
        analyzer.closed(session);
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        analyzer.resolved(client, name, address, time);
    }

    private void spans(Instant start, Instant end) {
        Instant first = from;
        Instant last = until;
        if (first == null || start.isBefore(first)) {
            from = start;
        }
        if (last == null || end.isAfter(last)) {
            until = end;
        }
    }

    /** Judges once more all that is kept; {@code now} decides which exceptions are in force. */
    public Findings findings(Instant now) {
        List<Verdict> verdicts = analyzer.verdicts();
        List<Alert> rogue = new ArrayList<>();
        Map<Alert, Verdict> verdictOf = new HashMap<>();
        for (Verdict verdict : verdicts) {
            if (verdict.rogue()) {
                Alert alert = verdict.alert();
                rogue.add(alert);
                verdictOf.put(alert, verdict);
            }
        }
        int excepted = 0;
        List<Alert> shownRogue = shown(rogue, now);
        excepted += rogue.size() - shownRogue.size();
        ApplicationAlerts.ByDecision byDecision = ApplicationAlerts.byDecision(applications.uses(), policy);
        List<Alert> prohibited = shown(byDecision.prohibited(), now);
        List<Alert> conditional = shown(byDecision.conditional(), now);
        excepted += byDecision.prohibited().size() - prohibited.size();
        excepted += byDecision.conditional().size() - conditional.size();
        return new Findings(shownRogue, prohibited, conditional, excepted, verdicts, verdictOf, from, until);
    }

    private List<Alert> shown(List<Alert> alerts, Instant now) {
        return alerts.stream().filter(alert -> isShown(alert, now)).toList();
    }

    /** Whether no exception that is in force at {@code now} hides {@code alert}. */
    public boolean isShown(Alert alert, Instant now) {
        return policy.exceptionFor(alert, applicationIds.get(alert.application()), now) == null;
    }

    /** The alerts of the uses of applications that were found or went on since the last call, before exceptions. */
    public List<Alert> changedApplicationAlerts() {
        return ApplicationAlerts.of(applications.changes(), policy);
    }

    /** Goes by another policy from now on, for what has been seen too. */
    public void policy(Policy other) {
        policy = other;
    }

    /** Forgets what was seen last before {@code time}, as far as the window does not do so by itself. */
    public void forget(Instant time) {
        analyzer.forget(time);
        applications.forget(time);
        if (from != null && from.isBefore(time)) {
            from = time;
        }
    }

    /** Time of the newest packet, null if there was none. */
    public @Nullable Instant until() {
        return until;
    }

    /** The judging part, for pictures and explanations. */
    public Analyzer analyzer() {
        return analyzer;
    }
}
