package io.myworkloads.e2e.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Installs the operator into the cluster of this run before the first test that needs it; all tests
 * share it. Its logs are among the diagnostics of a failed test.
 */
public final class OperatorExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace STORE = Namespace.create(OperatorExtension.class);
  private static final Path DIAGNOSTICS = Path.of("target", "diagnostics", "operator");

  /** What came of the installation: a failed one is not tried again by each class. */
  private record Installed(@Nullable TestOperator operator, @Nullable RuntimeException failure) {

    static Installed on(TestCluster cluster) {
      try {
        return new Installed(TestOperator.install(cluster), null);
      } catch (RuntimeException e) {
        cluster.diagnose(DIAGNOSTICS, List.of());
        return new Installed(
            null,
            new IllegalStateException(
                "The operator does not start: see " + DIAGNOSTICS.toAbsolutePath(), e));
      }
    }

    TestOperator orFail() {
      if (operator == null) {
        throw Objects.requireNonNull(failure);
      }
      return operator;
    }
  }

  private static TestOperator operator(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(
            Installed.class,
            key -> Installed.on(ClusterExtension.cluster(context)),
            Installed.class)
        .orFail();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    operator(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestOperator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return operator(context);
  }
}
