package io.joulestream.local.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. */
record Query(Map<String, String> parameters) {

    static Query of(@Nullable String rawQuery) {
        var parameters = new HashMap<String, String>();
        for (var pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return new Query(parameters);
    }

    String text(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** @param most its magnitude at most */
    double number(String name, double most) {
        var text = text(name, "");
        if (!text.matches("-?\\d{1,12}(\\.\\d{1,12})?") || Math.abs(Double.parseDouble(text)) > most) {
            throw new BadRequest("Parameter '" + name + "' is no number up to " + most);
        }
        return Double.parseDouble(text);
    }
}
