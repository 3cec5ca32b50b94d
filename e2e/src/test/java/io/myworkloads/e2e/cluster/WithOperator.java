package io.myworkloads.e2e.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a cluster in which the operator runs, installed by its chart. They may take a {@link
 * TestCluster}, a {@link TestOperator} and {@link TestNamespace namespaces} as parameters.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ClusterExtension.class, OperatorExtension.class})
public @interface WithOperator {}
