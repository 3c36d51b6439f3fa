/**
 * The checks of a running system, one a class, and what they look at.
 * They only read: a check can be run at any time, on any cluster, beside anything.
 * Start with {@code AllChecks}, the list of them.
 */
@NullMarked
package io.joulestream.local.health;

import org.jspecify.annotations.NullMarked;
