package io.joulestream.endpoint.json;

import java.util.Map;

/**
 * One JSON object as received.
 *
 * @param fields texts as String, numbers as BigDecimal (NaN and infinities as Double), Boolean; nulls are left
 *     out, and a nested value is an empty Map or List, so that whoever wants that field refuses it
 * @param json the same object without {@code series}, nulls and nested values, every number textually as received
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JsonItem(Map<String, Object> fields, byte[] json) {}
