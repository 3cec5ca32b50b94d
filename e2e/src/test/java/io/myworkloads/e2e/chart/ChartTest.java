package io.myworkloads.e2e.chart;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders, without a cluster. */
class ChartTest {
  private static final Path SOURCES = Path.of("..");
  private static final Path CHART = SOURCES.resolve("helm/myworkloads");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** Every value that adds or changes a part of a rendered object, at once. */
  private static final Map<String, Object> EVERYTHING =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("replicas", 3),
              Map.entry("image.digest", "sha256:" + "0a".repeat(32)),
              Map.entry("imagePullSecrets[0].name", "registry"),
              Map.entry("watchNamespace", "team-a"),
              Map.entry("crds.keep", false),
              Map.entry("jvmOptions[0]", "-Xmx512m"),
              Map.entry("jvmOptions[1]", "-Xlog:gc"),
              Map.entry("extraEnv[0].name", "HTTPS_PROXY"),
              Map.entry("extraEnv[0].value", "http://proxy:3128"),
              Map.entry("serviceAccount.annotations.team", "platform"),
              Map.entry("metrics.port", 9090),
              Map.entry("metrics.service.annotations.team", "platform"),
              Map.entry("metrics.serviceMonitor.enabled", true),
              Map.entry("metrics.serviceMonitor.labels.release", "prometheus"),
              Map.entry("podDisruptionBudget.minAvailable", "50%"),
              Map.entry("podAnnotations.team", "platform"),
              Map.entry("podLabels.team", "platform"),
              Map.entry("priorityClassName", "system-cluster-critical"),
              Map.entry("nodeSelector.disk", "ssd"),
              Map.entry("tolerations[0].operator", "Exists"),
              Map.entry("affinity.nodeAffinity.any", "thing"),
              Map.entry("topologySpreadConstraints[0].topologyKey", "zone")));

  record Refused(String key, Object value, String message) {
    @Override
    public String toString() {
      return key + "=" + value;
    }
  }

  static Stream<Refused> refused() {
    return Stream.of(
        new Refused("replicas", -1, "at '/replicas': minimum"),
        new Refused("replicas", "many", "at '/replicas': got string, want integer"),
        new Refused("replica", 2, "additional properties 'replica' not allowed"),
        new Refused("image.repository", "", "at '/image/repository': minLength"),
        new Refused("image.digest", "latest", "at '/image/digest'"),
        new Refused("image.pullPolicy", "Sometimes", "at '/image/pullPolicy'"),
        new Refused("watchNamespace", "Team_A", "at '/watchNamespace'"),
        new Refused("leaderElection.leaseDuration", "15", "at '/leaderElection/leaseDuration'"),
        new Refused("concurrentReconciles", 0, "at '/concurrentReconciles'"),
        new Refused("writesInFlight", 0, "at '/writesInFlight'"),
        new Refused("log.level", "LOUD", "at '/log/level'"),
        new Refused("log.format", "xml", "at '/log/format'"),
        new Refused("jvmOptions[0]", "Xmx1g", "at '/jvmOptions/0'"),
        new Refused("metrics.port", 80, "at '/metrics/port'"),
        new Refused("crds.instal", false, "at '/crds'"),
        new Refused("podDisruptionBudget.minAvailable", "half", "/podDisruptionBudget/minAvail"));
  }

  static Stream<Map<String, Object>> variants() {
    return Stream.of(
        Map.of(),
        EVERYTHING,
        Map.of("crds.install", false, "rbac.create", false, "rbac.aggregate", false),
        Map.of("leaderElection.enabled", false, "metrics.service.enabled", false),
        Map.of("serviceAccount.create", false, "serviceAccount.name", "mine"));
  }

  private static final Map<Map<String, Object>, List<HasMetadata>> RENDERED = new HashMap<>();

  /** The packaged chart: from the sources Helm tells of every link to a CRD that it follows. */
  private static Helm packaged;

  @BeforeAll
  static void pack(@TempDir Path dir) throws IOException {
    new Helm(CHART).packageIt().withDestination(dir).call();
    try (Stream<Path> files = Files.list(dir)) {
      packaged = new Helm(files.findFirst().orElseThrow());
    }
  }

  @Test
  void lintsClean() {
    var result = new Helm(CHART).lint().strict().call();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(m -> m.matches("(?s).*\\[(WARNING|ERROR)].*"));
  }

  @Test
  void isOfTheVersionThatTheBuildMakes() throws IOException {
    assertThat(first("(?m)^appVersion: (\\S+)$", CHART.resolve("Chart.yaml")))
        .isEqualTo(first("<version>([^<]+)</version>", SOURCES.resolve("pom.xml")));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void namesAndLabelsEveryObject(Map<String, Object> values) {
    assertThat(render(values))
        .isNotEmpty()
        .allSatisfy(
            o -> {
              assertThat(o.getMetadata().getName()).isNotBlank();
              assertThat(o.getMetadata().getLabels())
                  .containsEntry("app.kubernetes.io/instance", "release")
                  .containsEntry("app.kubernetes.io/name", "myworkloads");
            });
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesAValue(Refused c) {
    assertThatThrownBy(() -> render(Map.of(c.key(), c.value()))).hasMessageContaining(c.message());
  }

  @Test
  void refusesReplicasThatWouldWorkAgainstEachOther() {
    assertThatThrownBy(() -> render(Map.of("replicas", 2, "leaderElection.enabled", false)))
        .hasMessageContaining("leaderElection.enabled");
  }

  @Test
  void installsTheCrdsOfTheSourceTree() {
    assertThat(crds(packaged)).isEqualTo(crdsOfTheSourceTree());
    assertThat(crds(new Helm(CHART))).isEqualTo(crdsOfTheSourceTree());
  }

  @Test
  void keepsTheCrdsAtUninstall() {
    assertThat(of(render(Map.of()), CustomResourceDefinition.class))
        .isNotEmpty()
        .allSatisfy(
            crd ->
                assertThat(crd.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
  }

  @Test
  void leavesTheCrdsToOthers() {
    assertThat(of(render(Map.of("crds.install", false)), CustomResourceDefinition.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void runsUnderRestrictedPodSecurity(Map<String, Object> values) {
    PodSpec pod = template(values).getSpec();
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getVolumes()).isEmpty();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getInitContainers()).isEmpty();
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(c.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(c.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(c.getSecurityContext().getCapabilities().getAdd()).isEmpty();
              assertThat(c.getPorts()).allMatch(p -> p.getHostPort() == null);
            });
  }

  @Test
  void hasProbesAndResources() {
    Container operator = operator(Map.of());
    assertThat(operator.getStartupProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(operator.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(operator.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(operator.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
    assertThat(operator.getResources().getLimits()).containsOnlyKeys("memory");
  }

  @Test
  void setsTheOperatorUp() {
    assertThat(env(Map.of()))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("POD_NAME", "metadata.name"),
                Map.entry("POD_NAMESPACE", "metadata.namespace"),
                Map.entry("MYWORKLOADS_NAMESPACE", ""),
                Map.entry("MYWORKLOADS_LEADER_ELECTION", "true"),
                Map.entry("MYWORKLOADS_LEASE_NAME", "release-myworkloads"),
                Map.entry("MYWORKLOADS_LEASE_DURATION", "15s"),
                Map.entry("MYWORKLOADS_RENEW_DEADLINE", "10s"),
                Map.entry("MYWORKLOADS_RETRY_PERIOD", "2s"),
                Map.entry("MYWORKLOADS_WRITES_IN_FLIGHT", "64"),
                Map.entry("MYWORKLOADS_CONCURRENT_RECONCILES", "16"),
                Map.entry("MYWORKLOADS_HTTP_PORT", "8080"),
                Map.entry("MYWORKLOADS_LOG_LEVEL", "INFO"),
                Map.entry("MYWORKLOADS_LOG_FORMAT", "json")));
    // else a Service named myworkloads sets variables with the prefix of our settings
    assertThat(template(Map.of()).getSpec().getEnableServiceLinks()).isFalse();
  }

  @Test
  void passesEveryValueOn() {
    assertThat(env(EVERYTHING))
        .containsEntry("MYWORKLOADS_NAMESPACE", "team-a")
        .containsEntry("MYWORKLOADS_HTTP_PORT", "9090")
        .containsEntry("JDK_JAVA_OPTIONS", "-Xmx512m -Xlog:gc")
        .containsEntry("HTTPS_PROXY", "http://proxy:3128");
    assertThat(operator(EVERYTHING).getImage())
        .isEqualTo("myworkloads-operator@sha256:" + "0a".repeat(32));
    PodTemplateSpec template = template(EVERYTHING);
    assertThat(template.getMetadata().getAnnotations()).containsEntry("team", "platform");
    assertThat(template.getMetadata().getLabels()).containsEntry("team", "platform");
    PodSpec pod = template.getSpec();
    assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("registry");
    assertThat(pod.getPriorityClassName()).isEqualTo("system-cluster-critical");
    assertThat(pod.getNodeSelector()).containsEntry("disk", "ssd");
    assertThat(pod.getTolerations()).extracting("operator").containsExactly("Exists");
    assertThat(pod.getAffinity()).isNotNull();
    assertThat(pod.getTopologySpreadConstraints())
        .extracting("topologyKey")
        .containsExactly("zone");
    List<HasMetadata> objects = render(EVERYTHING);
    assertThat(of(objects, Service.class))
        .singleElement()
        .satisfies(s -> assertThat(s.getSpec().getPorts().getFirst().getPort()).isEqualTo(9090));
    assertThat(objects).extracting(HasMetadata::getKind).contains("ServiceMonitor");
  }

  @Test
  void mayDoInTheWholeClusterExactlyWhatTheOperatorDoes() {
    List<HasMetadata> objects = render(Map.of());
    assertThat(permissions(named(objects, ClusterRole.class, "release-myworkloads").getRules()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(OPERATOR.stream(), Stream.of(NODES)).toList());
    assertThat(
            permissions(
                named(objects, Role.class, "release-myworkloads-leader-election").getRules()))
        .containsExactly(
            "coordination.k8s.io/leases: create",
            "coordination.k8s.io/leases[release-myworkloads]: get, patch, update");
    assertThat(of(objects, Role.class)).hasSize(1);
    assertThat(of(objects, ClusterRoleBinding.class))
        .singleElement()
        .satisfies(
            b -> {
              assertThat(b.getRoleRef().getName()).isEqualTo("release-myworkloads");
              assertThat(b.getSubjects()).extracting("namespace").containsExactly("system");
            });
  }

  @Test
  void mayOnlySeeNodesOutsideOfItsOneNamespace() {
    List<HasMetadata> objects = render(Map.of("watchNamespace", "team-a", "rbac.aggregate", false));
    assertThat(of(objects, ClusterRole.class))
        .singleElement()
        .satisfies(nodes -> assertThat(permissions(nodes.getRules())).containsExactly(NODES));
    assertThat(of(objects, ClusterRoleBinding.class)).hasSize(1);
    Role role = named(objects, Role.class, "release-myworkloads");
    assertThat(role.getMetadata().getNamespace()).isEqualTo("team-a");
    assertThat(permissions(role.getRules())).isEqualTo(OPERATOR);
    assertThat(of(objects, RoleBinding.class))
        .allSatisfy(
            b -> assertThat(b.getSubjects()).extracting("namespace").containsExactly("system"))
        .extracting(b -> b.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("team-a", "system");
  }

  private static final String NODES = "/nodes: list, watch";

  private static final Set<String> OPERATOR =
      new TreeSet<>(
          List.of(
              "/events: create, patch",
              "/pods: create, delete, get, list, patch, watch",
              "apps/controllerrevisions: create, delete, get, list, patch, watch",
              "myworkloads.io/mycronjobs/finalizers: update",
              "myworkloads.io/mycronjobs/status: patch",
              "myworkloads.io/mycronjobs: get, list, watch",
              "myworkloads.io/mydaemonsets/finalizers: update",
              "myworkloads.io/mydaemonsets/status: patch",
              "myworkloads.io/mydaemonsets: get, list, watch",
              "myworkloads.io/mydaemonsets: patch",
              "myworkloads.io/myjobs/finalizers: update",
              "myworkloads.io/myjobs/status: patch",
              "myworkloads.io/myjobs: create, delete, patch",
              "myworkloads.io/myjobs: get, list, watch",
              "myworkloads.io/myreplicasets/finalizers: update",
              "myworkloads.io/myreplicasets/status: patch",
              "myworkloads.io/myreplicasets: get, list, watch",
              "myworkloads.io/myreplicationcontrollers/finalizers: update",
              "myworkloads.io/myreplicationcontrollers/status: patch",
              "myworkloads.io/myreplicationcontrollers: get, list, watch"));

  @Test
  void addsTheNewKindsToTheRolesOfANamespace() {
    List<HasMetadata> objects = render(Map.of());
    ClusterRole edit = named(objects, ClusterRole.class, "release-myworkloads-edit");
    ClusterRole view = named(objects, ClusterRole.class, "release-myworkloads-view");
    assertThat(aggregatedTo(edit)).containsExactly("admin", "edit");
    assertThat(aggregatedTo(view)).containsExactly("admin", "edit", "view");
    assertThat(permissions(edit.getRules()))
        .contains(
            "myworkloads.io/myreplicasets: create, delete, deletecollection, patch, update",
            "myworkloads.io/myreplicasets/scale: create, delete, deletecollection, patch, update",
            "myworkloads.io/myreplicationcontrollers: create, delete, deletecollection, patch, update",
            "myworkloads.io/myreplicationcontrollers/scale: create, delete, deletecollection, patch, update")
        .noneMatch(p -> p.contains("/status"));
    assertThat(permissions(view.getRules()))
        .contains(
            "myworkloads.io/myreplicasets: get, list, watch",
            "myworkloads.io/myreplicasets/scale: get, list, watch",
            "myworkloads.io/myreplicasets/status: get, list, watch",
            "myworkloads.io/myreplicationcontrollers: get, list, watch",
            "myworkloads.io/myreplicationcontrollers/scale: get, list, watch",
            "myworkloads.io/myreplicationcontrollers/status: get, list, watch");
  }

  @Test
  void protectsMoreThanOneReplicaFromADrain() {
    assertThat(of(render(Map.of()), PodDisruptionBudget.class)).isEmpty();
    assertThat(of(render(Map.of("replicas", 2)), PodDisruptionBudget.class)).hasSize(1);
  }

  private static Set<String> aggregatedTo(ClusterRole role) {
    String prefix = "rbac.authorization.k8s.io/aggregate-to-";
    TreeSet<String> roles = new TreeSet<>();
    role.getMetadata().getLabels().keySet().stream()
        .filter(l -> l.startsWith(prefix))
        .forEach(l -> roles.add(l.substring(prefix.length())));
    return roles;
  }

  /** One line for each resource: {@code group/resource[names]: verbs}. */
  private static Set<String> permissions(List<PolicyRule> rules) {
    TreeSet<String> lines = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          String names =
              rule.getResourceNames().isEmpty() ? "" : rule.getResourceNames().toString();
          String verbs = String.join(", ", new TreeSet<>(rule.getVerbs()));
          lines.add("%s/%s%s: %s".formatted(group, resource, names, verbs));
        }
      }
    }
    return lines;
  }

  private static Map<String, Object> crds(Helm chart) {
    return byName(of(render(chart, Map.of()), CustomResourceDefinition.class));
  }

  private static Map<String, Object> crdsOfTheSourceTree() {
    List<CustomResourceDefinition> crds = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES.resolve("crds"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.ya?ml")).toList()) {
        crds.add(YAML.unmarshal(Files.readString(file), CustomResourceDefinition.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(crds).isNotEmpty();
    return byName(crds);
  }

  /** What they define, as YAML; the labels and annotations are the installer's own. */
  private static Map<String, Object> byName(Collection<CustomResourceDefinition> crds) {
    return crds.stream()
        .collect(toMap(crd -> crd.getMetadata().getName(), crd -> YAML.asYaml(crd.getSpec())));
  }

  private static Map<String, String> env(Map<String, Object> values) {
    return operator(values).getEnv().stream()
        .collect(
            toMap(
                EnvVar::getName,
                e ->
                    e.getValueFrom() == null
                        ? e.getValue()
                        : e.getValueFrom().getFieldRef().getFieldPath()));
  }

  private static Container operator(Map<String, Object> values) {
    return template(values).getSpec().getContainers().getFirst();
  }

  private static PodTemplateSpec template(Map<String, Object> values) {
    return named(render(values), Deployment.class, "release-myworkloads").getSpec().getTemplate();
  }

  private static <T extends HasMetadata> T named(
      List<HasMetadata> objects, Class<T> kind, String name) {
    return of(objects, kind).stream()
        .filter(o -> o.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T extends HasMetadata> List<T> of(List<HasMetadata> objects, Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static List<HasMetadata> render(Map<String, Object> values) {
    return RENDERED.computeIfAbsent(values, v -> render(packaged, v));
  }

  private static List<HasMetadata> render(Helm chart, Map<String, Object> values) {
    TemplateCommand command = chart.template();
    values.forEach(command::set);
    String yaml =
        command.withName("release").withNamespace("system").withKubeVersion("1.35.4").call();
    return Stream.of(yaml.split("(?m)^---$"))
        .filter(document -> document.contains("apiVersion:"))
        .map(document -> (HasMetadata) YAML.unmarshal(document))
        .toList();
  }

  private static String first(String pattern, Path file) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
