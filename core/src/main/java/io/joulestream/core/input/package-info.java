/**
 * What comes from outside: the fields of a document, instants, and the refusal of what cannot be used, by the closed list of
 * {@code Reason}s. Knows nothing of what the documents are about.
 */
@NullMarked
package io.joulestream.core.input;

import org.jspecify.annotations.NullMarked;
