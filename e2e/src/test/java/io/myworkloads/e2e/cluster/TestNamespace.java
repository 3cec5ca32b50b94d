package io.myworkloads.e2e.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a String parameter that takes the name of a fresh namespace.
 *
 * <p>A parameter of a constructor or a {@code @BeforeAll} method gives all tests of the class one
 * namespace. Otherwise a test method, its {@code @BeforeEach} and its {@code @AfterEach} methods
 * share one.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface TestNamespace {}
