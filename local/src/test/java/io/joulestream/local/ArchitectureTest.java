package io.joulestream.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages that STYLE draws. */
@AnalyzeClasses(packages = "io.joulestream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule nothingDependsOnTheLocalSystem = noClasses()
            .that()
            .resideOutsideOfPackage("io.joulestream.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.joulestream.local..");

    /** The jobs run on the cluster, from their own jar. */
    @ArchTest
    static final ArchRule theLocalSystemCallsNoJob = noClasses()
            .that()
            .resideInAPackage("io.joulestream.local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.joulestream.jobs..", "org.apache.flink..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.joulestream.local.(*)..").should().beFreeOfCycles();
}
