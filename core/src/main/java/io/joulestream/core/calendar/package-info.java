/**
 * Calendar windows of an IANA time zone.
 * The windows of one period tile time: each instant lies in exactly one (SEMANTICS 4, 5).
 * Start with {@code SiteCalendar}.
 */
@NullMarked
package io.joulestream.core.calendar;

import org.jspecify.annotations.NullMarked;
