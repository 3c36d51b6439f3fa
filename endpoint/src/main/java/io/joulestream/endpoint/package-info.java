/**
 * The HTTP endpoint: writes go into the log, reads are lookups of precomputed rows in the store. It keeps no state of
 * its own, so any number of endpoints may run side by side. Start with {@code Endpoint}, the list of the routes.
 */
@NullMarked
package io.joulestream.endpoint;

import org.jspecify.annotations.NullMarked;
