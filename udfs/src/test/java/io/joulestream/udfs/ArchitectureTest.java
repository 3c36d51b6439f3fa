package io.joulestream.udfs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.table.functions.UserDefinedFunction;

@AnalyzeClasses(packages = "io.joulestream.udfs", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** The packages of flink-table-common, which every cluster has; nothing of a planner or runtime. */
    @ArchTest
    static final ArchRule dependsOnCoreAndTheTableInterfaceOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify.annotations..",
                    "io.joulestream.core..",
                    "io.joulestream.udfs..",
                    "org.apache.flink.table.annotation..",
                    "org.apache.flink.table.api",
                    "org.apache.flink.table.functions..");

    @ArchTest
    static final ArchRule functionsSaySoInTheirNames = classes()
            .that()
            .areAssignableTo(UserDefinedFunction.class)
            .should()
            .haveSimpleNameEndingWith("Udf")
            .andShould()
            .bePublic();
}
