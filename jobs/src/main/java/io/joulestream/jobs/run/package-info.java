/** What every job's run needs: its settings, what it tells of itself, and the epoch of an attempt. */
@NullMarked
package io.joulestream.jobs.run;

import org.jspecify.annotations.NullMarked;
