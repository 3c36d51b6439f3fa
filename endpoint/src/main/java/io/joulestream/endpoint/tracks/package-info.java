/**
 * Activities out of files: GPX and TCX tracks, and what Strava gives of an account. Each becomes the document that the
 * activity calls take, and a list of what the file does not say; nothing is made up. Start with {@code Track}.
 */
@NullMarked
package io.joulestream.endpoint.tracks;

import org.jspecify.annotations.NullMarked;
