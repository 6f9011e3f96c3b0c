package dev.sekisho.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Holds where neither the name of a class nor its package has one of a set of words in it. */
final class SpeakingName extends ArchCondition<JavaClass> {
    private final Set<String> emptyWords;

    SpeakingName(Set<String> emptyWords) {
        super("have a name that says what it is");
        this.emptyWords = emptyWords;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        Arrays.stream(item.getName().split("[.$]|(?<=[a-z0-9])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(emptyWords::contains)
                .forEach(word -> events.add(SimpleConditionEvent.violated(
                        item, item.getName() + " has the word \"" + word + "\" in its name, which says nothing")));
    }
}
