/**
 * Text files of rows and columns, read in bounded memory: charset, gzip, delimiter, quotes, physical line numbers. What
 * cannot be read is refused row by row, and reading goes on after it. Start with {@code TextFile}.
 */
@NullMarked
package io.joulestream.endpoint.tabular;

import org.jspecify.annotations.NullMarked;
