/**
 * JSON in and out, token by token. A number keeps its text from the request to the log, and a decimal is written
 * without passing through a double. Start with {@code JsonItems}.
 */
@NullMarked
package io.joulestream.endpoint.json;

import org.jspecify.annotations.NullMarked;
