/**
 * The numbers of SEMANTICS, computed again: slowly, from scratch, as each rule's words say, for tests to compare with.
 * It shares nothing with {@code io.joulestream.core}, so that a mistake would have to be made twice to go unseen.
 * Start with {@code Reference}; {@code Histories} makes up what to feed it.
 */
@NullMarked
package io.joulestream.reference;

import org.jspecify.annotations.NullMarked;
