/**
 * Changes as they land: the store is asked again and again, but only for what somebody listens to, once for all who
 * listen to the same. Nothing is missed: what a listener is told may repeat itself, but has no hole. Start with {@code
 * LiveFeed}.
 */
@NullMarked
package io.joulestream.endpoint.live;

import org.jspecify.annotations.NullMarked;
