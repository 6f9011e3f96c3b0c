package dev.sekisho.cli;

import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.application.ApplicationCatalogue;
import dev.sekisho.extrusion.policy.Policy;
import dev.sekisho.extrusion.policy.PolicyFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that judges sessions; a mixin. */
final class JudgingOptions {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Which applications are allowed, and which alerts are not to be shown (YAML, see"
                    + " docs/policy.md); default: the shipped policy.")
    private @Nullable Path policy;

    @Option(
            names = "--applications",
            paramLabel = "FILE",
            description = "What is known of applications, instead of the shipped catalogue (YAML).")
    private @Nullable Path applications;

    @Mixin
    private ModelOptions models = new ModelOptions();

    /** What to judge by. */
    AnalysisSettings settings() {
        ApplicationCatalogue catalogue = catalogue();
        return new AnalysisSettings(models.model(), models.activity(), models.budget(), catalogue, policy(catalogue));
    }

    private Policy policy(ApplicationCatalogue catalogue) {
        PolicyFile reader = new PolicyFile(catalogue);
        return policy == null ? reader.shipped() : ModelOptions.read(policy, reader::read);
    }

    private ApplicationCatalogue catalogue() {
        return applications == null
                ? ApplicationCatalogue.shipped()
                : ModelOptions.read(applications, ApplicationCatalogue::read);
    }

    /** The file of the policy, null for the shipped one. */
    @Nullable
    Path policyFile() {
        return policy;
    }

    /** Reads the policy anew. */
    Policy readPolicy(AnalysisSettings settings) {
        return policy(settings.applications());
    }
}
