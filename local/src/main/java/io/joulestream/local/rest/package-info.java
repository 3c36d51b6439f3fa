/**
 * JSON over HTTP, as little of it as the command line needs.
 * Every call has a time limit, and every failure names the address and says what answered.
 * Start with {@code Rest}.
 */
@NullMarked
package io.joulestream.local.rest;

import org.jspecify.annotations.NullMarked;
