package dev.sekisho.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evidence that cannot be changed without being noticed: verifying it and proving single entries, without the server. */
@Command(
        name = "ledger",
        description = "Verifies exports of the ledger and proofs of single entries, offline.",
        subcommands = {
            LedgerVerifyCommand.class,
            LedgerProveCommand.class,
            LedgerCheckProofCommand.class,
            LedgerInspectCommand.class
        })
final class LedgerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
