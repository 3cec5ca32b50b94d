package io.myworkloads.e2e.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tests a real cluster, as a parameter of type {@link TestCluster}, and namespaces ({@link
 * TestNamespace}).
 *
 * <p>All tests of a run share one cluster: a server and one agent. Its nodes are found dead within
 * seconds ({@link ClusterSpec#withQuickNodeFailure}). A test that changes nodes adds agents of its
 * own and removes them.
 *
 * <p>When a test fails, what explains it is kept in {@code target/diagnostics/<class>.<method>/}.
 */
public final class ClusterExtension
    implements ParameterResolver,
        AfterTestExecutionCallback,
        LifecycleMethodExecutionExceptionHandler {

  /** The node that every shared cluster has besides the server. */
  public static final String AGENT = "agent-1";

  /**
   * A system property, for whoever works on a test: the name of a cluster that stays after the run
   * and is used again by the next. Testcontainers lets it stay with TESTCONTAINERS_REUSE_ENABLE and
   * TESTCONTAINERS_RYUK_DISABLED set to true, as e2e/playground.sh does.
   */
  private static final String KEPT_CLUSTER = "myworkloads.kept-cluster";

  private static final Logger LOG = LoggerFactory.getLogger(ClusterExtension.class);
  private static final Namespace STORE = Namespace.create(ClusterExtension.class);
  private static final Path DIAGNOSTICS = Path.of("target", "diagnostics");
  private static final Pattern INVOCATION = Pattern.compile("-template-invocation:#(\\d+)");

  /** The cluster of this run, started by whoever asks first. */
  public static TestCluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(TestCluster.class, key -> start(), TestCluster.class);
  }

  private static TestCluster start() {
    @Nullable String kept = System.getProperty(KEPT_CLUSTER);
    if (kept == null) {
      return start(ClusterSpec.temporary());
    }
    ClusterSpec spec = ClusterSpec.kept(kept).withQuickNodeFailure();
    return TestCluster.attach(spec).orElseGet(() -> start(ClusterSpec.kept(kept)));
  }

  private static TestCluster start(ClusterSpec spec) {
    TestCluster cluster = TestCluster.start(spec.withQuickNodeFailure());
    cluster.addAgent(AgentSpec.named(AGENT));
    return cluster;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestCluster.class
        || (type == String.class && parameter.isAnnotated(TestNamespace.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestCluster cluster = cluster(context);
    if (parameter.getParameter().getType() == TestCluster.class) {
      return cluster;
    }
    return context
        .getStore(STORE)
        .computeIfAbsent(
            FreshNamespace.class, key -> FreshNamespace.of(cluster, context), FreshNamespace.class)
        .name();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> diagnose(context));
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    diagnose(context);
    throw failure;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    diagnose(context);
    throw failure;
  }

  /**
   * Before {@code @AfterEach} methods and the removal of namespaces, which would destroy the
   * evidence.
   */
  private static void diagnose(ExtensionContext context) {
    @Nullable TestCluster cluster =
        context.getRoot().getStore(STORE).get(TestCluster.class, TestCluster.class);
    if (cluster == null) {
      return; // the failure is that there is none
    }
    Path folder =
        DIAGNOSTICS.resolve(
            context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(m -> "." + m.getName()).orElse("")
                + parameters(context));
    cluster.diagnose(folder, namespaces(context));
    LOG.atError()
        .addKeyValue("test", context.getDisplayName())
        .addKeyValue("folder", folder.toAbsolutePath())
        .log("Test failed, diagnostics kept");
  }

  // Each case of a parameterized test or class has a folder
  private static String parameters(ExtensionContext context) {
    return INVOCATION
        .matcher(context.getUniqueId())
        .results()
        .map(invocation -> "." + invocation.group(1))
        .collect(Collectors.joining());
  }

  private static List<String> namespaces(ExtensionContext context) {
    List<String> names = new ArrayList<>();
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      @Nullable FreshNamespace namespace =
          at.get().getStore(STORE).get(FreshNamespace.class, FreshNamespace.class);
      if (namespace != null && !names.contains(namespace.name())) {
        names.add(namespace.name());
      }
      at = at.get().getParent();
    }
    return names;
  }

  /** A namespace that goes with the test or the class that asked for it. */
  private record FreshNamespace(TestCluster cluster, String name) implements AutoCloseable {

    static FreshNamespace of(TestCluster cluster, ExtensionContext context) {
      String prefix =
          context
              .getRequiredTestClass()
              .getSimpleName()
              .replaceAll("IT$", "")
              .toLowerCase(Locale.ROOT);
      return new FreshNamespace(
          cluster, cluster.createNamespace(prefix.substring(0, Math.min(prefix.length(), 50))));
    }

    @Override
    public void close() {
      cluster.deleteNamespace(name);
    }
  }
}
