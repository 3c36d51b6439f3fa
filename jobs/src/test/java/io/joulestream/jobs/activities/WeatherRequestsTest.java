package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cell and day is asked for once, and again only when that may help. */
class WeatherRequestsTest {
    private static final long NOW = 1_714_521_600_000L;
    private static final long HOUR = 3_600_000;
    private static final String PLACE = "404_-38@19814";
    private static final String OTHER = "404_-38@19815";
    /** 2024-05-01, which begins now. */
    private static final String TODAY = "404_-38@19844";

    private KeyedTwoInputStreamOperatorTestHarness<String, String, WeatherAnswer, String> requests;

    @BeforeEach
    void open() throws Exception {
        requests = harness(true);
        requests.open();
        requests.setProcessingTime(NOW);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, String, WeatherAnswer, String> harness(boolean asks)
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new WeatherRequests(400 * 24 * HOUR, asks)),
                place -> place,
                WeatherAnswer::place,
                Types.STRING);
    }

    @AfterEach
    void close() throws Exception {
        requests.close();
    }

    private void want(String... places) throws Exception {
        for (String place : places) {
            requests.processElement1(place, 0);
        }
    }

    private void answer(String reason, long again) throws Exception {
        requests.processElement2(new WeatherAnswer(PLACE, reason, again), 0);
    }

    private List<String> asked() {
        var asked = requests.extractOutputValues();
        requests.getOutput().clear();
        return asked;
    }

    @Test
    void onceHoweverOftenItIsWanted() throws Exception {
        want(PLACE, PLACE, OTHER, PLACE);
        assertEquals(List.of(PLACE, OTHER), asked());
        answer("", 0);
        want(PLACE);
        requests.setProcessingTime(NOW + 100 * 24 * HOUR);
        want(PLACE);
        assertEquals(List.of(), asked());
    }

    @Test
    void againWhenTheAnswerSaysSoAndNotBefore() throws Exception {
        want(PLACE);
        answer("quota", NOW + HOUR);
        assertEquals(List.of(PLACE), asked());
        want(PLACE);
        requests.setProcessingTime(NOW + HOUR - 1);
        assertEquals(List.of(), asked());
        requests.setProcessingTime(NOW + HOUR);
        want(PLACE);
        assertEquals(List.of(PLACE), asked());
        requests.setProcessingTime(NOW + 10 * HOUR);
        assertEquals(List.of(), asked());
    }

    @Test
    void ofTwoAnswersTheLaterOneCounts() throws Exception {
        want(PLACE);
        asked();
        answer("quota", NOW + HOUR);
        answer("quota", NOW + 2 * HOUR); // the first one, again after a crash
        requests.setProcessingTime(NOW + HOUR);
        assertEquals(List.of(), asked());
        requests.setProcessingTime(NOW + 2 * HOUR);
        assertEquals(List.of(PLACE), asked());
    }

    @Test
    void whereNobodyKnowsWhenItHelpsItIsAskedForAgainTomorrow() throws Exception {
        want(PLACE);
        answer("auth", 0);
        assertEquals(List.of(PLACE), asked());
        want(PLACE);
        requests.setProcessingTime(NOW + 24 * HOUR - 1);
        assertEquals(List.of(), asked());
        requests.setProcessingTime(NOW + 24 * HOUR);
        assertEquals(List.of(PLACE), asked());
    }

    @Test
    void whatWasWantedWhileNobodyWasAskedIsAskedForWhenThereIsSomebody() throws Exception {
        requests.close();
        requests = harness(false);
        requests.open();
        requests.setProcessingTime(NOW);
        want(PLACE, OTHER);
        requests.setProcessingTime(NOW + 50 * HOUR);
        assertEquals(List.of(), asked());
        var state = requests.snapshot(1, NOW);
        requests.close();
        requests = harness(true);
        requests.initializeState(state);
        requests.open();
        requests.setProcessingTime(NOW + 74 * HOUR);
        assertEquals(Set.of(PLACE, OTHER), Set.copyOf(asked()));
    }

    @Test
    void aDayIsAskedForWhenSomethingOfItIsKnown() throws Exception {
        requests.setProcessingTime(NOW - HOUR);
        want(TODAY, PLACE);
        assertEquals(List.of(PLACE), asked());
        requests.setProcessingTime(NOW + HOUR / 12 - 1);
        want(TODAY);
        assertEquals(List.of(), asked());
        requests.setProcessingTime(NOW + HOUR / 12);
        want(TODAY);
        assertEquals(List.of(TODAY), asked());
    }

    @Test
    void whatTheLogHasTheAnswerOfIsNotAskedFor() throws Exception {
        answer("", 0);
        want(PLACE);
        assertEquals(List.of(), asked());
    }

    @Test
    void anAnswerForGoodEndsWhatAnEarlierOnePromised() throws Exception {
        answer("", NOW - 100 * HOUR); // read from the log anew, with the other behind it
        answer("", 0);
        requests.setProcessingTime(NOW + HOUR);
        want(PLACE);
        assertEquals(List.of(), asked());
        answer("server", NOW);
        requests.setProcessingTime(NOW + 2 * HOUR);
        assertEquals(List.of(PLACE), asked());
    }
}
