package io.joulestream.endpoint;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.joulestream.endpoint", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("io.joulestream.endpoint.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule keepsHttpOutOfLogAndStore = noClasses()
            .that()
            .resideInAnyPackage("..endpoint.log..", "..endpoint.store..", "..endpoint.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "jakarta..", "io.joulestream.endpoint");

    @ArchTest
    static final ArchRule usesOnlyCoreOfTheOtherModules = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.joulestream.jobs..", "io.joulestream.udfs..", "io.joulestream.local..");
}
