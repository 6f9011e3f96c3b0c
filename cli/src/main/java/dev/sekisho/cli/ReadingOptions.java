package dev.sekisho.cli;

import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.SessionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that reads captures or logs; a mixin. */
final class ReadingOptions {
    @Option(
            names = "--silence",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "A session ends when its client and server have been silent for longer than this"
                    + " (default ${DEFAULT-VALUE}).")
    private Duration silence = SessionSettings.DEFAULT.sessionSilence();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "NETWORK",
            description = "A child proxy, or a network of them, whose word about its clients is believed:"
                    + " X-Forwarded-For, Forwarded, PROXY protocol and proxy user. Can be given several times.")
    private List<IpNetwork> trustedProxies = new ArrayList<>();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "What open connections and sessions may take in memory (default 96M); what is longest idle"
                    + " beyond that goes to a temporary file.")
    private ByteSize memory = new ByteSize(SessionSettings.DEFAULT.memoryBytes());

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no summary; losses still show in the exit code.")
    private boolean quiet;

    /** How sessions are to be built. */
    SessionSettings settings() {
        SessionSettings defaults = SessionSettings.DEFAULT;
        return new SessionSettings(
                silence,
                defaults.connectionSilence(),
                defaults.udpSilence(),
                memory.bytes(),
                defaults.spillBytes(),
                trustedProxies);
    }

    boolean quiet() {
        return quiet;
    }
}
