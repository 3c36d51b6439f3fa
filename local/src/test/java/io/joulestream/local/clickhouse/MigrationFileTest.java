package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFileTest {
    @Test
    void splitsAtSemicolonsThatEndALineAndKeepsComments() throws IOException {
        MigrationFile file = MigrationFile.of(
                "010_a.sql", "-- one; two\nSELECT ';' AS a;\n\n-- second\nSELECT 2;  \r\n-- nothing more;\n");
        assertEquals(List.of("-- one; two\nSELECT ';' AS a", "-- second\nSELECT 2"), file.statements());
    }

    @Test
    void readsItsNumberFromItsName() throws IOException {
        assertEquals(10, MigrationFile.of("010_reading_x.sql", "").version());
        assertEquals("reading_x", MigrationFile.of("010_reading_x.sql", "").name());
        assertThrows(IOException.class, () -> MigrationFile.of("reading.sql", ""));
    }

    @Test
    void listsTheSameFilesFromAJarAndFromAFolder(@TempDir Path folder) throws IOException {
        Path sql = Files.createDirectories(folder.resolve("root/sql/clickhouse"));
        Path jar = folder.resolve("files.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("sql/clickhouse/"));
            for (String name : List.of("020_b.sql", "010_a.sql")) {
                byte[] text = ("SELECT '" + name + "';").getBytes(StandardCharsets.UTF_8);
                Files.write(sql.resolve(name), text);
                entries.putNextEntry(new JarEntry("sql/clickhouse/" + name));
                entries.write(text);
            }
        }
        List<MigrationFile> fromFolder = list(folder.resolve("root").toUri().toURL());
        List<MigrationFile> fromJar = list(jar.toUri().toURL());
        assertEquals(fromFolder, fromJar);
        assertEquals(
                List.of("010_a.sql", "020_b.sql"),
                fromJar.stream().map(MigrationFile::fileName).toList());
        assertEquals(
                fromJar,
                list(jar.toUri().toURL(), folder.resolve("root").toUri().toURL()));
    }

    private static List<MigrationFile> list(URL... classPath) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
            return MigrationFile.list(loader, "sql/clickhouse");
        }
    }
}
