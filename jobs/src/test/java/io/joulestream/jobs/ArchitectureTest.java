package io.joulestream.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom (STYLE.md, Dependencies). */
@AnalyzeClasses(packages = "io.joulestream", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String SHARED = "io\\.joulestream\\.jobs\\.(kafka|clickhouse|run|providers)(\\..*)?";

    @ArchTest
    static final ArchRule jobsDoNotKnowTheirNeighbours = noClasses()
            .that()
            .resideInAPackage("io.joulestream.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.joulestream.endpoint..", "io.joulestream.local..", "io.joulestream.udfs..");

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoJob = noClasses()
            .that()
            .resideInAnyPackage("io.joulestream.jobs.kafka..", "io.joulestream.jobs.clickhouse..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe("belong to a job", ArchitectureTest::isOfAJob));

    @ArchTest
    static final ArchRule theStoreKnowsNoLog = noClasses()
            .that()
            .resideInAPackage("io.joulestream.jobs.clickhouse..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.joulestream.jobs.kafka..");

    @ArchTest
    static final ArchRule jobsShareNothingElse = slices().matching("io.joulestream.jobs.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(), DescribedPredicate.describe("is shared", target -> target.getName()
                            .matches(SHARED)));

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.joulestream.(**)").should().beFreeOfCycles();

    private static boolean isOfAJob(JavaClass target) {
        return target.getPackageName().startsWith("io.joulestream.jobs.")
                && !target.getPackageName().matches(SHARED);
    }
}
