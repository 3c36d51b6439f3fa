/**
 * The store as the endpoint reads it: precomputed rows, looked up by their key. Every query is a file of sql/endpoint
 * with bound parameters, a time limit and a row limit, and changes nothing. Start with {@code Store}.
 */
@NullMarked
package io.joulestream.endpoint.store;

import org.jspecify.annotations.NullMarked;
