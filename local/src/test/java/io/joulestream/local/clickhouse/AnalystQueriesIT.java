package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.config.Home;
import io.joulestream.local.stack.StoreSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each query of sql/analyst gives its committed result over the rows of analyst/rows.sql, asked for by the reader. */
@Timeout(120)
class AnalystQueriesIT {
    private static ClickHouseProcess clickHouse;

    @BeforeAll
    static void startWithRows(@TempDir Path folder) throws Exception {
        clickHouse = ClickHouseProcess.start(folder.resolve("data"));
        StoreSchema.migrate(clickHouse.url(), clickHouse.user(), clickHouse.password(), "default", false);
        for (String statement : new MigrationFile(0, "rows", "rows.sql", resource("analyst/rows.sql")).statements()) {
            HttpCalls.Answer answer = HttpCalls.write(clickHouse, statement);
            assertEquals(200, answer.status(), answer.body());
        }
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @ParameterizedTest
    @CsvSource({
        "daily_consumption, from=2024-03-30&to=2024-04-03",
        "last_value,        now=2024-04-01%2012:00:00",
        "unmeasured_hours,  series=house.electricity&from=2024-03-30&to=2024-04-01"
    })
    void answersItsReference(String name, String parameters) throws Exception {
        String sql = resource("sql/analyst/" + name + ".sql");
        assertTrue(sql.startsWith("-- "), "says what it answers");
        HttpCalls.Answer answer = HttpCalls.read(
                clickHouse,
                sql,
                "default_format=TSVWithNames",
                "param_tenant=acme",
                "param_" + parameters.replace("&", "&param_"));
        assertEquals(resource("sql/analyst/" + name + ".reference"), answer.body());
    }

    @Test
    void everyQueryHasAReference() throws Exception {
        try (Stream<Path> files = Files.list(Home.find().root().resolve("sql/analyst"))) {
            assertEquals(
                    Set.of("daily_consumption", "last_value", "unmeasured_hours"),
                    files.map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
                            .filter(name -> !name.equals("invariants")) // has no rows: InvariantsIT
                            .collect(Collectors.toSet()));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AnalystQueriesIT.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
