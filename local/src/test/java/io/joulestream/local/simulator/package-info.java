/** Tests of the made-up households. */
@NullMarked
package io.joulestream.local.simulator;

import org.jspecify.annotations.NullMarked;
