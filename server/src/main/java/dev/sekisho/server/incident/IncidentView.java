package dev.sekisho.server.incident;

import dev.sekisho.server.console.Text;
import dev.sekisho.server.identity.AccountDirectory.Listed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as its page shows it.
 *
 * @param mayChange whether the one who looks may add to it now
 * @param mayClose whether he may close it, or open it again
 * @param colleagues to whom a part can be given; empty if he may not give any
 */
public record IncidentView(
        Incident incident,
        String unitLabel,
        List<UnitLabel> affected,
        List<PhaseTasks> phases,
        List<Line> timeline,
        List<Assignment> assignments,
        List<EvidenceFile> files,
        List<Listed> colleagues,
        boolean mayChange,
        boolean mayClose) {
    public IncidentView {
        affected = List.copyOf(affected);
        phases = List.copyOf(phases);
        timeline = List.copyOf(timeline);
        assignments = List.copyOf(assignments);
        files = List.copyOf(files);
        colleagues = List.copyOf(colleagues);
    }

    /** Who opened it, in the reader's language. */
    public String openedBy(Text text) {
        return IncidentViews.actor(text, incident.openedBy());
    }

    /** Who closed it; empty while it is open. */
    public String closedBy(Text text) {
        return incident.closedBy() == null ? "" : IncidentViews.actor(text, incident.closedBy());
    }

    /** How many tasks nobody has settled. */
    public int openTasks() {
        return phases.stream().mapToInt(PhaseTasks::open).sum();
    }

    /** A unit and what it is called. */
    public record UnitLabel(UUID id, String label) {}

    /** A phase with its tasks. */
    public record PhaseTasks(ResponsePhase phase, List<TaskLine> tasks) {
        public PhaseTasks {
            tasks = List.copyOf(tasks);
        }

        public int open() {
            return (int) tasks.stream()
                    .filter(line -> line.task().state() == TaskState.OPEN)
                    .count();
        }
    }

    /** A task in the reader's language. */
    public record TaskLine(Task task, String text) {}

    /**
     * An entry of the timeline in the reader's language.
     *
     * @param actor who wrote it
     * @param how by which way and with whom, of a communication
     */
    public record Line(
            Entry entry,
            String actor,
            String text,
            @Nullable String how) {}
}
