package io.joulestream.local.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final class SaysSo implements Check {
        private final Component part;
        private final Callable<List<Finding>> answer;

        SaysSo(Component part, Callable<List<Finding>> answer) {
            this.part = part;
            this.answer = answer;
        }

        @Override
        public Set<Component> needs() {
            return Set.of(part);
        }

        @Override
        public List<Finding> findings() throws Exception {
            return answer.call();
        }
    }

    @Test
    void namesAChecksHeadingAfterItsClass() {
        assertEquals("says-so", well("").name());
    }

    @Test
    void keepsTheOrderOfTheChecksWhicheverEndsFirst() throws Exception {
        var second = new CountDownLatch(1);
        var found = run(
                List.of(
                        new SaysSo(Component.KAFKA, () -> {
                            second.await();
                            return List.of(Finding.ok("first", ""));
                        }),
                        new SaysSo(Component.KAFKA, () -> {
                            second.countDown();
                            return List.of(Finding.ok("second", ""));
                        })),
                Duration.ofMinutes(1),
                Set.of());
        assertEquals(
                List.of("first", "second"), found.stream().map(Finding::subject).toList());
    }

    @Test
    void makesAFindingOfAFailureAndGoesOn() throws Exception {
        var failing = new SaysSo(Component.KAFKA, () -> {
            throw new IOException("no route\nto host");
        });
        var found = run(List.of(failing, well("next")), Duration.ofMinutes(1), Set.of());
        assertEquals(Severity.PROBLEM, found.get(0).severity());
        assertEquals("cannot be checked: no route", found.get(0).found());
        assertEquals("next", found.get(1).subject());
    }

    @Test
    void makesAFindingOfACheckThatHangsAndGoesOn() throws Exception {
        var hanging = new SaysSo(Component.KAFKA, () -> {
            new CountDownLatch(1).await();
            return List.of();
        });
        var found = run(List.of(hanging, well("next")), Duration.ofMillis(50), Set.of());
        assertTrue(found.get(0).found().startsWith("no answer within"), found.toString());
        assertEquals("next", found.get(1).subject());
    }

    @Test
    void leavesOutWhatNeedsAPartThatIsAway() throws Exception {
        var ofFlink = new SaysSo(Component.FLINK, () -> List.of(Finding.ok("flink", "")));
        var checks = List.<Check>of(well("kafka"), ofFlink);
        var found = run(checks, Duration.ofMinutes(1), Set.of(Component.FLINK));
        assertEquals(List.of("kafka"), found.stream().map(Finding::subject).toList());
        assertEquals(List.of("says-so"), Diagnosis.leftOut(checks, Component.FLINK));
        assertEquals(List.of(), Diagnosis.leftOut(checks, Component.ENDPOINT));
    }

    @Test
    void writesAmountsInOneUnit() {
        assertEquals("119 s", Amounts.seconds(119));
        assertEquals("2 min", Amounts.seconds(120));
        assertEquals("3 h", Amounts.seconds(3 * 3600 + 59));
        assertEquals("9 days", Amounts.seconds(9 * 86_400));
        assertEquals("1023 B", Amounts.bytes(1023));
        assertEquals("1.5 kB", Amounts.bytes(1536));
        assertEquals("2048.0 TB", Amounts.bytes(2L << 50));
    }

    private static Check well(String subject) {
        return new SaysSo(Component.KAFKA, () -> List.of(Finding.ok(subject, "")));
    }

    private static List<Finding> run(List<? extends Check> checks, Duration limit, Set<Component> away)
            throws Exception {
        var found = new ArrayList<Finding>();
        new Diagnosis(limit).run(List.copyOf(checks), away, each -> found.add(each.finding()));
        return found;
    }
}
