package io.joulestream.local;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test in the one running system of the {@link SharedStack}: one of them at a time, beside those tests that start what
 * they need themselves.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedStack.class)
@ResourceLock("shared-stack")
@Execution(ExecutionMode.CONCURRENT)
@Order(Integer.MAX_VALUE)
@interface OnSharedStack {}
