package io.joulestream.core;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

@AnalyzeClasses(packages = "io.joulestream.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dependsOnPlainJavaOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.joulestream.core..");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("io.joulestream.core.(*)..").should().beFreeOfCycles();

    /** What core answers depends on what it is given, so that a replay gives the same rows (SEMANTICS 21). */
    @ArchTest
    static final ArchRule knowsNoClock = noClasses()
            .should()
            .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethodWhere(target(owner(equivalentTo(Clock.class))));

    @ArchTest
    static final ArchRule knowsNoChance = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Random.class, SplittableRandom.class, ThreadLocalRandom.class, RandomGenerator.class, UUID.class)
            .orShould()
            .callMethod(Math.class, "random");
}
