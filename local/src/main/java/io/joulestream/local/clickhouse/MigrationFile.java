package io.joulestream.local.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One numbered file of DDL, such as {@code 010_reading.sql}: version 10, name {@code reading}. */
record MigrationFile(int version, String name, String fileName, String sql) {
    private static final Pattern FILE_NAME = Pattern.compile("(\\d{3,})_([a-z0-9_]+)\\.sql");
    private static final Pattern STATEMENT_END = Pattern.compile(";[ \\t]*(\\R|\\z)");
    private static final Pattern COMMENTS = Pattern.compile("(?m)^\\s*--.*$");

    /** All files of a class path folder in the order of their versions, from folders and jars alike. */
    static List<MigrationFile> list(ClassLoader classPath, String resourceFolder) throws IOException {
        List<MigrationFile> files = new ArrayList<>();
        Enumeration<URL> roots = classPath.getResources(resourceFolder);
        while (roots.hasMoreElements()) {
            addAll(roots.nextElement(), files);
        }
        files.sort(Comparator.comparingInt(MigrationFile::version));
        for (int i = 1; i < files.size(); i++) {
            MigrationFile file = files.get(i);
            if (file.version == files.get(i - 1).version && !file.equals(files.get(i - 1))) {
                throw new IOException("two migrations have the number " + file.version + ": "
                        + files.get(i - 1).fileName + " and " + file.fileName);
            }
        }
        return files.stream().distinct().toList(); // the same folder may lie on the class path twice
    }

    private static void addAll(URL root, List<MigrationFile> files) throws IOException {
        try {
            if (root.getProtocol().equals("jar")) {
                String[] parts = root.toString().split("!/", 2);
                try (FileSystem jar =
                        FileSystems.newFileSystem(Path.of(URI.create(parts[0].substring("jar:".length()))))) {
                    addAll(jar.getPath(parts[1]), files);
                }
            } else {
                addAll(Path.of(root.toURI()), files);
            }
        } catch (URISyntaxException e) {
            throw new IOException("cannot list " + root, e);
        }
    }

    static void addAll(Path folder, List<MigrationFile> files) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (entry.toString().endsWith(".sql")) {
                    try (InputStream in = Files.newInputStream(entry)) {
                        files.add(of(
                                String.valueOf(entry.getFileName()),
                                new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
    }

    static MigrationFile of(String fileName, String sql) throws IOException {
        Matcher matcher = FILE_NAME.matcher(fileName);
        if (!matcher.matches()) {
            throw new IOException("a migration is named like 010_reading.sql, not " + fileName);
        }
        return new MigrationFile(Integer.parseInt(matcher.group(1)), matcher.group(2), fileName, sql);
    }

    /** Each ends with a semicolon at the end of a line, and keeps the comments before it. */
    List<String> statements() {
        return STATEMENT_END
                .splitAsStream(sql)
                .map(String::strip)
                .filter(statement -> !COMMENTS.matcher(statement).replaceAll("").isBlank())
                .toList();
    }

    /** SHA-256 of the text, in hex. */
    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
