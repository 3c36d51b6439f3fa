package io.joulestream.endpoint.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from outside may be anything: it is read or it is refused. */
class BadTracksTest {
    private static final String GOOD = "<?xml version='1.0' encoding='UTF-8'?><gpx><trk><name>Łódź</name><trkseg>"
            + "<trkpt lat='51.77' lon='19.46'><ele>200</ele><time>2024-03-01T08:00:00Z</time></trkpt>"
            + "<trkpt lat='51.78' lon='19.46'><ele>210</ele><time>2024-03-01T08:10:00Z</time></trkpt>"
            + "</trkseg></trk></gpx>";

    private static Rejection refused(byte[] bytes) {
        return assertThrows(Rejection.class, () -> Track.read(new ByteArrayInputStream(bytes)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "no XML",
                "{\"type\":\"run\"}",
                "<html></html>",
                "<gpx>",
                "<gpx><trk></gpx>",
                "<gpx></gpx><gpx></gpx>",
                "<gpx>&nbsp;</gpx>",
                "<gpx a='1' a='2'/>",
                "<x:gpx><gpx/></y:gpx>",
                "<!DOCTYPE gpx><gpx/>",
                "<!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx>&a;</gpx>",
                "<?xml version='1.0' encoding='no-such'?><gpx/>",
            })
    void refusesWhatIsNoTrack(String text) {
        Rejection why = refused(utf8(text));
        assertEquals(Reason.RECORD_UNPARSABLE, why.reason());
        assertTrue(why.detail().startsWith("the "), why.detail());
    }

    @Test
    void refusesAFileWithoutAnyPoint() {
        assertEquals(Reason.ACTIVITY_INVALID, refused(utf8("<gpx/>")).reason());
        assertEquals(
                Reason.ACTIVITY_INVALID,
                refused(utf8("<gpx><trk><trkseg/></trk></gpx>")).reason());
    }

    @Test
    void opensNoFileThatAnEntityNames(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String external = "<!DOCTYPE gpx [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><gpx><name>&x;</name></gpx>";
        assertFalse(refused(utf8(external)).detail().contains("secret"));
        assertTrue(refused(utf8(external)).detail().contains("DOCTYPE"));
    }

    @Test
    void refusesTooManyBytesHoweverSmallTheirGzip() throws IOException {
        byte[] blank = utf8("<gpx>" + " ".repeat(2_000_000) + "</gpx>");
        for (byte[] bytes : new byte[][] {blank, TrackFile.gzip(blank)}) {
            Rejection why = assertThrows(Rejection.class, () -> Track.read(new ByteArrayInputStream(bytes), 1_000_000));
            assertEquals(Reason.RECORD_TOO_LARGE, why.reason());
            assertTrue(why.detail().contains("1000000"), why.detail());
        }
    }

    @Test
    void refusesTooDeepElements() {
        assertTrue(refused(utf8("<gpx>" + "<a>".repeat(100))).detail().contains("deep"));
    }

    @Test
    void keepsOnlyTheStartOfALongText() throws Rejection, IOException {
        TrackDocument document = TrackFile.read(GOOD.replace("Łódź", "Łódź" + " x".repeat(500_000)));
        assertEquals(500, String.valueOf(document.fields().get("name")).length());
    }

    @Test
    void readsGzipAndOtherCharsetsAndBlanksBeforeTheDeclaration() throws Rejection, IOException {
        TrackDocument good = TrackFile.read(GOOD);
        assertEquals("Łódź", good.fields().get("name"));
        assertEquals(good, TrackFile.read("\n\t  " + GOOD));
        assertEquals(good, TrackFile.read("\ufeff" + GOOD));
        assertEquals(good, Track.read(new ByteArrayInputStream(TrackFile.gzip(utf8(GOOD)))));
        byte[] latin2 = GOOD.replace("UTF-8", "ISO-8859-2").getBytes(Charset.forName("ISO-8859-2"));
        assertEquals(good, Track.read(new ByteArrayInputStream(latin2)));
    }

    @Test
    void refusesEveryFileThatIsCutShort() throws IOException {
        byte[] plain = utf8(GOOD);
        byte[] gzip = TrackFile.gzip(plain);
        for (int length = 0; length < plain.length; length++) {
            refused(Arrays.copyOf(plain, length));
        }
        for (int length = 0; length < gzip.length - 8; length++) {
            refused(Arrays.copyOf(gzip, length));
        }
    }

    /** Bytes changed at random are read or refused, and nothing else is thrown. */
    @Test
    void survivesAnyBytes() throws IOException {
        var random = new SplittableRandom(5);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = utf8(GOOD);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "<>&'\"/! ".charAt(random.nextInt(8)));
            }
            try {
                Track.read(new ByteArrayInputStream(bytes));
            } catch (Rejection why) {
                assertFalse(why.detail().isBlank());
                refused++;
            }
        }
        assertTrue(refused > 5_000 && refused < 19_900, "refused: " + refused);
    }

    @Test
    void passesOnTheFailureOfTheStream() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is cut");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        var in = new SequenceInputStream(new ByteArrayInputStream(utf8("<gpx><trk>")), broken);
        assertEquals(
                "the line is cut",
                assertThrows(IOException.class, () -> Track.read(in)).getMessage());
    }
}
