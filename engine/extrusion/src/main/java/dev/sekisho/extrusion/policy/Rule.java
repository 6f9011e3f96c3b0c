package dev.sekisho.extrusion.policy;

import dev.sekisho.extrusion.application.Application;
import dev.sekisho.extrusion.application.Category;
import org.jspecify.annotations.Nullable;

/**
 * One line of a policy: what is decided for one application or for a whole category.
 *
 * @param application id of the application, null if the rule is for a category
 * @param category the category, null if the rule is for an application
 * @param reason why, in the policy owner's words; may be empty
 */
public record Rule(
        @Nullable String application,
        @Nullable Category category,
        Decision decision,
        Conditions conditions,
        String reason) {

    public Rule {
        if ((application == null) == (category == null)) {
            throw new IllegalArgumentException("a rule must be for either an application or a category");
        }
    }

    boolean isFor(Application candidate) {
        return application == null ? candidate.category() == category : application.equals(candidate.id());
    }
}
