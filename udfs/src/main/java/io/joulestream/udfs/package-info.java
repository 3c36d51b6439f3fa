/**
 * What Flink SQL lacks for meter data: calendar windows of a site's zone and exact conversion of units.
 * One class is one function and answers as the readings job would, because both ask core; null in, null out.
 * Start with {@code WindowStartUdf}; {@code joulestream-udfs-shaded.jar} is all that {@code CREATE FUNCTION … USING JAR}
 * needs.
 */
@NullMarked
package io.joulestream.udfs;

import org.jspecify.annotations.NullMarked;
