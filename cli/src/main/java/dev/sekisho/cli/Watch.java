package dev.sekisho.cli;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.analysis.Analysis;
import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.analysis.Findings;
import dev.sekisho.traffic.SessionSink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Judges sessions while they arrive and tells every alert once, when it first arises. What is told holds for the window:
 * older things are forgotten, and memory stays bounded over weeks. Used by one thread.
 *
 * <p>A place that cannot be written for a while does not end the watch: the user is told once, and everything that is
 * missing there is written as soon as it can be.
 */
final class Watch {
    /** How often what takes longer than a look at new alarms is done at most. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Alerts that are kept for a file of JSON lines that cannot be written. */
    private static final int MOST_UNWRITTEN = 10_000;

    private final AnalysisSettings settings;
    private final JudgingOptions judging;
    private final AlertOptions outputs;
    private final Listener listener;
    private final Queue<String> syslogTrouble = new ConcurrentLinkedQueue<>();
    private final Clock clock;
    private final Duration refreshing;
    private Reporting reporting = (analysis, settings, findings) -> {};
    private final Analysis analysis;
    private final AlertBook book = new AlertBook();
    private final List<Alert> alarms = new ArrayList<>();
    private final List<Alert> unwritten = new ArrayList<>();
    private final @Nullable WatchedFile policyFile;
    private final @Nullable SyslogFeed syslog;
    private Instant nextShort;
    private Instant nextRefresh;
    private boolean listsAreOld = true;
    private boolean failing;
    private long told;
    private long lost;

    /** Tells the user; called by the thread that watches. */
    interface Listener {
        /** An alert has arisen. */
        void alert(Alert alert);

        /** Something else has happened that the user should know. */
        void message(String text);
    }

    /** Takes the report each time that it is due. */
    interface Reporting {
        /** Writes the report of {@code findings}. */
        void report(Analysis analysis, AnalysisSettings settings, Findings findings);
    }

    /**
     * Begins a watch.
     *
     * @param judging what to judge by; its policy is read anew when the file changes
     * @param outputs where alerts go beside {@code out}
     * @param listener tells the user
     * @param clock the time of the day
     * @param refreshing how often everything is judged once more and the report is due
     */
    Watch(JudgingOptions judging, AlertOptions outputs, Listener listener, Clock clock, Duration refreshing) {
        this.judging = judging;
        this.outputs = outputs;
        this.listener = listener;
        this.clock = clock;
        this.refreshing = refreshing;
        settings = judging.settings();
        analysis = new Analysis(settings, alarms::add);
        Path policy = judging.policyFile();
        policyFile = policy == null ? null : new WatchedFile(policy);
        SyslogTarget target = outputs.syslog();
        syslog = target == null ? null : new SyslogFeed(target, syslogTrouble::add);
        nextShort = clock.instant().plus(SHORT);
        nextRefresh = clock.instant().plus(refreshing);
    }

    /** Names what takes the report. */
    void reportTo(Reporting target) {
        reporting = target;
    }

    /** Where sessions go. */
    SessionSink sink() {
        return analysis;
    }

    /** To be called several times a second; tells what has arisen since. */
    void pulse() {
        Instant now = clock.instant();
        if (!alarms.isEmpty()) {
            List<Alert> raised = shown(alarms, now);
            alarms.clear();
            tell(book.note(raised));
        }
        if (now.isBefore(nextShort)) {
            return;
        }
        nextShort = now.plus(SHORT);
        passTroubleOn();
        tell(book.note(shown(analysis.changedApplicationAlerts(), now)));
        if (policyFile != null && policyFile.hasChanged()) {
            readPolicy();
            refresh(now);
        } else if (!now.isBefore(nextRefresh)) {
            refresh(now);
        }
        write();
    }

    private void passTroubleOn() {
        for (String text = syslogTrouble.poll(); text != null; text = syslogTrouble.poll()) {
            listener.message(text);
        }
    }

    private List<Alert> shown(List<Alert> alerts, Instant now) {
        return alerts.stream().filter(alert -> analysis.isShown(alert, now)).toList();
    }

    private void readPolicy() {
        try {
            analysis.policy(judging.readPolicy(settings));
            listener.message("policy read anew");
        } catch (CommandFailure e) {
            listener.message(e.text() + "; the policy from before stays in force");
        }
    }

    /** Judges everything once more, lets go of what is over, and reports. */
    private void refresh(Instant now) {
        nextRefresh = now.plus(refreshing);
        Instant newest = analysis.until();
        if (newest != null) {
            analysis.forget(newest.minus(settings.activity().window()));
        }
        Findings findings = analysis.findings(now);
        alarms.clear();
        tell(book.replace(findings.alerts()));
        listsAreOld = true;
        attempt(() -> reporting.report(analysis, settings, findings));
    }

    private void tell(List<Alert> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        book.worthALine(fresh).forEach(listener::alert);
        told += fresh.size();
        listsAreOld = true;
        unwritten.addAll(fresh);
        if (unwritten.size() > MOST_UNWRITTEN) {
            List<Alert> tooMany = unwritten.subList(0, unwritten.size() - MOST_UNWRITTEN);
            lost += tooMany.size();
            tooMany.clear();
        }
        if (syslog != null) {
            fresh.forEach(syslog::send);
        }
        write();
    }

    /** Brings files up to date, as far as they can be written. */
    private void write() {
        boolean done = true;
        if (!unwritten.isEmpty()) {
            done = attempt(() -> {
                outputs.appendJson(unwritten);
                unwritten.clear();
            });
        }
        if (listsAreOld) {
            done &= attempt(() -> {
                outputs.writeLists(book.alerts(), List.of());
                listsAreOld = false;
            });
        }
        if (done) {
            failing = false;
        }
    }

    private boolean attempt(Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (CommandFailure e) {
            if (!failing) {
                listener.message(e.text() + "; it is tried again");
            }
            failing = true;
            return false;
        }
    }

    /**
     * Judges everything a last time and writes it.
     *
     * @return whether everything that there was to tell is where it was to go
     */
    boolean end() {
        refresh(clock.instant());
        write();
        if (syslog != null) {
            long unsent = syslog.finish();
            passTroubleOn();
            if (unsent > 0) {
                listener.message(Quantity.count(unsent, "alert") + " could not be sent to the log server");
            }
            lost += unsent;
        }
        return !failing && lost == 0;
    }

    /** How many alerts hold now. */
    int alerts() {
        return book.size();
    }

    /** How many alerts have been told. */
    long told() {
        return told;
    }
}
