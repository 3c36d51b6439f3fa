/**
 * Imports of files: what a row means (options, profiles, layout, times, numbers), and the batches that bring rows into the
 * log, resume, and undo. Start with {@code Importer}.
 */
@NullMarked
package io.joulestream.endpoint.imports;

import org.jspecify.annotations.NullMarked;
