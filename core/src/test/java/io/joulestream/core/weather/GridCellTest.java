package io.joulestream.core.weather;

import static io.joulestream.core.input.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.input.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEMANTICS 29: floor(10 lat), floor(10 lon), of whole micro-degrees. */
class GridCellTest {
    @ParameterizedTest
    @CsvSource({
        "40416800, -3703800, 404_-38",
        "0, 0, 0_0",
        "-1, -1, -1_-1",
        "99999, 100000, 0_1",
        "90000000, 179999999, 900_1799",
        "-90000000, -180000000, -900_-1800"
    })
    void holdsItsPlaces(int lat, int lon, String cell) throws Exception {
        assertEquals(cell, GridCell.of(lat, lon).toString());
        assertEquals(GridCell.of(lat, lon), GridCell.parse(cell));
    }

    @Test
    void itsMiddleIsWithinIt() {
        for (int south = -900; south <= 900; south += 90) {
            for (int west = -1800; west < 1800; west += 75) {
                var cell = new GridCell(south, west);
                assertEquals(cell, GridCell.of(cell.centreLatMicros(), cell.centreLonMicros()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1_", "01_2", "-0_1", "901_0", "0_1800", "1_2_3", "1.5_2", "a_b", "99999_1"})
    void refusesOtherTexts(String text) {
        assertRefused(Reason.KEY_INVALID, () -> GridCell.parse(text), "cell", text);
    }
}
