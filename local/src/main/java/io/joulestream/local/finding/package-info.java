/**
 * What a check of a running system says, and how checks are run.
 * A check never brings down another: what it throws, or takes too long for, is a finding itself.
 * Start with {@code Check}.
 */
@NullMarked
package io.joulestream.local.finding;

import org.jspecify.annotations.NullMarked;
