package dev.sekisho.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls between the modules and between the packages of the engines. */
class ArchitectureTest {
    private static final String TRAFFIC = "dev.sekisho.traffic..";
    private static final String EXTRUSION = "dev.sekisho.extrusion..";
    private static final String VEIL = "dev.sekisho.veil..";
    private static final String LEDGER = "dev.sekisho.ledger..";

    /** Words that say nothing about what a thing is. */
    private static final Set<String> EMPTY_WORDS = Set.of("util", "utils", "common", "impl", "manager", "helper");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.sekisho");
    }

    @Test
    void readsTheClassesOfAllModules() {
        assertThat(classes.contain("dev.sekisho.traffic.SessionSink")).isTrue();
        assertThat(classes.contain("dev.sekisho.extrusion.alert.Alert")).isTrue();
        assertThat(classes.contain("dev.sekisho.veil.ristretto.Element")).isTrue();
        assertThat(classes.contain("dev.sekisho.ledger.log.MerkleLog")).isTrue();
        assertThat(classes.contain("dev.sekisho.cli.Sekisho")).isTrue();
    }

    @Test
    void enginesDoNotWriteToTheConsole() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("an engine is used by servers and agents too; it gives results and counts, its caller prints")
                .check(classes.that(JavaClass.Predicates.resideInAnyPackage(TRAFFIC, EXTRUSION, VEIL, LEDGER)));
    }

    @Test
    void enginesKnowNoFrameworkAndNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(TRAFFIC, EXTRUSION, VEIL, LEDGER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "jakarta..",
                        "java.util.logging..")
                .because("each engine is a library that is usable on its own")
                .check(classes);
    }

    @Test
    void enginesDoNotSerialiseObjects() {
        noClasses()
                .that()
                .resideInAnyPackage(TRAFFIC, EXTRUSION, VEIL, LEDGER)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .because("reading serialised objects runs whatever a file names; models are readable text")
                .check(classes);
    }

    @Test
    void trafficKnowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(TRAFFIC)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EXTRUSION, "dev.sekisho.cli..", "dev.sekisho.bench..")
                .because("sessions are made without knowing who judges them")
                .check(classes);
    }

    @Test
    void extrusionKnowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(EXTRUSION)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sekisho.cli..", "dev.sekisho.bench..")
                .because("dependencies point one way: commands use engines")
                .check(classes);
    }

    @Test
    void veilKnowsNoOtherEngineAndNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(VEIL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TRAFFIC, EXTRUSION, LEDGER, "dev.sekisho.cli..", "dev.sekisho.bench..")
                .because("engines do not know each other, and commands use engines")
                .check(classes);
    }

    @Test
    void ledgerKnowsNoOtherEngineAndNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(LEDGER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TRAFFIC, EXTRUSION, VEIL, "dev.sekisho.cli..", "dev.sekisho.bench..")
                .because("engines do not know each other, and commands use engines")
                .check(classes);
    }

    @Test
    void pointsOfTheCurveStayBehindTheElementsOfTheGroup() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.sekisho.veil.curve..", "dev.sekisho.veil.ristretto..", "dev.sekisho.veil.variabletime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sekisho.veil.curve..")
                .because("only the group of prime order is free of special cases")
                .check(classes);
    }

    @Test
    void packagesOfAnEngineDependOneWay() {
        for (String engine : List.of("traffic", "extrusion", "veil", "ledger")) {
            slices().matching("dev.sekisho." + engine + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a package that needs the package that needs it is one package in two places")
                    .check(classes);
        }
    }

    @Test
    void recordsOfTrafficStandAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.sekisho.traffic")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sekisho.traffic.address..",
                        "dev.sekisho.traffic.capture..",
                        "dev.sekisho.traffic.packet..",
                        "dev.sekisho.traffic.stream..",
                        "dev.sekisho.traffic.http..",
                        "dev.sekisho.traffic.tls..",
                        "dev.sekisho.traffic.log..",
                        "dev.sekisho.traffic.session..",
                        "dev.sekisho.traffic.input..",
                        "dev.sekisho.traffic.export..")
                .because("the contract of the engine must not lean on how it is met")
                .check(classes);
    }

    @Test
    void parsersDoNotKnowWhereBytesComeFrom() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sekisho.traffic.http..", "dev.sekisho.traffic.tls..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sekisho.traffic.capture..",
                        "dev.sekisho.traffic.packet..",
                        "dev.sekisho.traffic.session..",
                        "dev.sekisho.traffic.input..",
                        "java.nio.file..",
                        "java.net.http..")
                .because("a parser sees ordered bytes alone, so that it can be tested and fuzzed alone")
                .check(classes);
    }

    @Test
    void commandsReturnTheirExitCodeInsteadOfEndingTheProcess() {
        noClasses()
                .that()
                .resideInAPackage("dev.sekisho.cli..")
                .and()
                .doNotHaveFullyQualifiedName("dev.sekisho.cli.Sekisho")
                .and()
                .doNotHaveFullyQualifiedName("dev.sekisho.cli.StartUpTraining")
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("a command returns its exit code; one place ends the process")
                .check(classes);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes().should(new SpeakingName(EMPTY_WORDS)).check(classes);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass javaClass : classes) {
            JavaPackage javaPackage = javaClass.getPackage();
            if (!javaPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(javaPackage.getName());
            }
        }
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java: null would go unchecked there")
                .isEmpty();
    }
}
