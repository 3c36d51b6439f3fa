package io.joulestream.local;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** What the page has drawn, read back from it. */
record DrawnChart(List<Bar> bars) {

    /** A window: its box is where it is on the page, in CSS pixels. */
    record Bar(
            long start, long end, double value, String quality, double left, double top, double width, double height) {

        int centreX() {
            return (int) Math.round(left + width / 2);
        }

        int centreY() {
            return (int) Math.round(top + height / 2);
        }

        /** To a thousandth. */
        BigDecimal shown() {
            return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
        }
    }

    static DrawnChart of(Browser browser) {
        return new DrawnChart(browser.objects("joulestream.drawn()").stream()
                .map(bar -> new Bar(
                        (long) number(bar, "start"),
                        (long) number(bar, "end"),
                        number(bar, "value"),
                        String.valueOf(bar.get("quality")),
                        number(bar, "left"),
                        number(bar, "top"),
                        number(bar, "width"),
                        number(bar, "height")))
                .toList());
    }

    private static double number(Map<String, Object> bar, String name) {
        if (bar.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new AssertionError("no number " + name + ": " + bar);
    }

    List<Long> starts() {
        return bars.stream().map(Bar::start).toList();
    }

    List<Long> hours() {
        return bars.stream().map(bar -> (bar.end() - bar.start()) / 3_600_000).toList();
    }

    List<BigDecimal> values() {
        return bars.stream().map(Bar::shown).toList();
    }

    List<String> qualities() {
        return bars.stream().map(Bar::quality).toList();
    }

    /** The colours of a box of pixels on the canvas, around the middle of a bar, each once. */
    static List<String> colours(Browser browser, int bar) {
        return browser.objects("""
                        (() => {
                          const { canvas } = joulestream.drawn()[%d];
                          const paint = document.querySelector("#plot canvas").getContext("2d");
                          const data = paint.getImageData(canvas.x + canvas.width / 2 - 5, canvas.y + canvas.height / 2 - 5, 10, 10).data;
                          const found = new Set();
                          for (let i = 0; i < data.length; i += 4) {
                            found.add(data.slice(i, i + 4).join(" "));
                          }
                          return [...found].map(colour => ({ colour }));
                        })()
                        """.formatted(bar)).stream()
                .map(each -> String.valueOf(each.get("colour")))
                .toList();
    }
}
