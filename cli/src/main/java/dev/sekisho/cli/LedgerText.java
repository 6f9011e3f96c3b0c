package dev.sekisho.cli;

import dev.sekisho.ledger.verify.CheckpointVerdict;
import dev.sekisho.ledger.verify.Misfit;
import dev.sekisho.ledger.verify.VerificationReport;
import dev.sekisho.ledger.verify.VerificationRequest;
import java.io.PrintWriter;

/** What a verification of the ledger found, in sentences. */
final class LedgerText {
    private LedgerText() {}

    static void print(VerificationRequest request, VerificationReport report, PrintWriter out) {
        out.println("log      " + TerminalText.of(request.origin()));
        out.println("key      " + request.key());
        out.println("entries  " + Quantity.count(report.entries()));
        for (CheckpointVerdict verdict : report.checkpoints()) {
            out.println(TerminalText.of(line(verdict)));
        }
        out.println();
        for (Misfit misfit : report.misfits()) {
            out.println(TerminalText.of(sentence(misfit)));
        }
        out.println(conclusion(report));
    }

    private static String line(CheckpointVerdict verdict) {
        StringBuilder line = new StringBuilder("covers   ")
                .append(Quantity.count(verdict.size()))
                .append(verdict.fits() ? ", fits: " : ", DOES NOT FIT: ")
                .append(verdict.name());
        verdict.cosigned()
                .forEach((witness, time) -> line.append(", cosigned by ")
                        .append(witness)
                        .append(" at ")
                        .append(time));
        return line.toString();
    }

    /** One thing that does not fit. */
    static String sentence(Misfit misfit) {
        return switch (misfit) {
            case Misfit.Entry entry ->
                "Entry " + entry.index() + " " + change(entry) + ". Checkpoint: " + entry.checkpoint() + ".";
            case Misfit.Range range ->
                "At least one of the entries " + range.from() + " to " + (range.to() - 1)
                        + " is not the one that the checkpoint covers; the hashes that would tell which were changed too."
                        + (range.contradiction().isPresent()
                                ? " Entry " + range.contradiction().getAsLong()
                                        + " does not fit the export's own hashes either."
                                : "")
                        + " Checkpoint: " + range.checkpoint() + ".";
            case Misfit.Tile(String path, String reason) ->
                "The hashes in " + path + " are wrong: " + reason + ". The entries themselves fit.";
            case Misfit.Surplus(String path, long index) ->
                path + " holds more than its name says, from entry " + index + " on.";
            case Misfit.Checkpoint(String name, String reason) ->
                "This checkpoint does not count: " + name + ": " + reason + ".";
            case Misfit.Fork(String one, String other, long size) ->
                "The key has signed two histories: " + one + " and " + other + " cannot both be true of the first "
                        + size + " entries.";
        };
    }

    private static String change(Misfit.Entry entry) {
        return switch (entry.change()) {
            case ALTERED -> "was altered: its hash is not the one that the checkpoint covers";
            case REMOVED ->
                "was removed: what stands in its place belongs at "
                        + entry.other().orElseThrow();
            case INSERTED -> "does not belong here: another was put in before the one that does";
            case MOVED ->
                "was moved: it changed places with entry " + entry.other().orElseThrow();
            case MISSING -> "is missing or cannot be read";
            case CUT_OFF -> "was cut off, and all that followed it: the export ends before it";
        };
    }

    private static String conclusion(VerificationReport report) {
        return switch (report.outcome()) {
            case MISFIT -> "NOT VERIFIED. " + upTo(report);
            case VOUCHED -> "Verified. " + upTo(report) + beyond(report);
            case TAIL_OPEN ->
                "Consistent. " + upTo(report)
                        + " No checkpoint from outside was given, so nothing says that the log ended there: a tail that was"
                        + " cut off, and a history rewritten by whoever has the key, cannot be excluded.";
            case NO_CHECKPOINT -> "There is no checkpoint that the key has signed, so there is nothing to verify.";
        };
    }

    private static String upTo(VerificationReport report) {
        if (report.vouched() > 0) {
            return first(report.vouched()) + " what a checkpoint from outside vouches for."
                    + (report.consistent() > report.vouched()
                            ? " The entries from there to " + (report.consistent() - 1)
                                    + " fit a checkpoint in the export alone."
                            : "");
        }
        return report.consistent() > 0
                ? first(report.consistent()) + " what the log has signed."
                : "No entry is known to be what the log has signed.";
    }

    private static String first(long count) {
        return count == 1 ? "Entry 0 is" : "Entries 0 to " + (count - 1) + " are";
    }

    private static String beyond(VerificationReport report) {
        return report.consistent() > report.vouched()
                ? " Whether the log went on behind those, nothing from outside says."
                : " Whether the log went on behind them, it does not say.";
    }
}
