package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The schema of a Pod's template: upstream's, narrowed to what upstream's API accepts.
 *
 * <p>upstream: pkg/apis/core/validation/validation.go, ValidatePodTemplateSpec and what it calls,
 * in its order. An empty text is accepted where upstream's defaults replace it.
 */
final class PodTemplateSchema {
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private final Map<String, ObjectNode> definitions;

  private PodTemplateSchema(Map<String, ObjectNode> definitions) {
    this.definitions = definitions;
  }

  /**
   * The template of a kind whose Pods shall run for ever.
   *
   * @param definitions {@link OpenApiSlice#load}, which this changes
   */
  static Schema ofEndlessPods(String kind, Map<String, ObjectNode> definitions) {
    new PodTemplateSchema(definitions).narrow();
    Schema template = Schema.inline("PodTemplateSpec", definitions);
    // three lists deep its rules would cost too much, and hardly anybody writes one
    template
        .at(
            "spec.volumes[].projected.sources[].clusterTrustBundle.labelSelector.matchExpressions[]")
        .without("x-kubernetes-validations");
    template.at("spec.restartPolicy").oneOf("Always");
    Formats.forbidden(
        template.at("spec.activeDeadlineSeconds"),
        "activeDeadlineSeconds in " + kind + " is not Supported");
    return template;
  }

  private Schema definition(String name) {
    ObjectNode definition = definitions.get(name);
    if (definition == null) {
      throw new IllegalArgumentException("no definition " + name);
    }
    return new Schema(definition);
  }

  private void narrow() {
    basicTypes();
    template();
    containers();
    initContainers();
    probes();
    lifecycle();
    ports();
    environment();
    resources();
    volumes();
    security();
    scheduling();
    names();
  }

  private void basicTypes() {
    definition("Quantity").intOrString().pattern(QUANTITY);
    definition("IntOrString").intOrString();
    definition("FieldsV1").anyContent();
  }

  private void template() {
    definition("PodTemplateSpec").required("spec");
    Formats.labels(definition("ObjectMeta").at("labels"));
    Schema pod = definition("PodSpec");
    // what is in it is refused anyway, so the fields of a debugging container need no place in the
    // CRD
    pod.at("ephemeralContainers[]").replaceBy("object").anyContent();
    pod.at("ephemeralContainers")
        .maxItems(Bounds.CONTAINERS)
        .without("x-kubernetes-list-type", "x-kubernetes-list-map-keys")
        .rule(
            "self.size() == 0",
            "ephemeral containers not allowed in pod template",
            "",
            Reason.FieldValueForbidden);
  }

  private void containers() {
    definition("PodSpec").at("containers").minItems(1).maxItems(Bounds.CONTAINERS);
    Schema container = definition("Container").required("name", "image");
    Formats.dnsLabel(container.at("name"));
    container.at("image").minLength(1);
    container.at("imagePullPolicy").oneOf("Always", "IfNotPresent", "Never", "");
    container.at("terminationMessagePolicy").oneOf("File", "FallbackToLogsOnError", "");
    container.at("restartPolicy").oneOf("Always", "OnFailure", "Never");
    container.at("restartPolicyRules").maxItems(20);
    container.rule(
        "!has(self.restartPolicyRules) || self.restartPolicyRules.size() == 0 || has(self.restartPolicy)",
        "must specify restartPolicy when restart rules are used",
        ".restartPolicy",
        Reason.FieldValueRequired);
    definition("ContainerRestartRule").required("exitCodes").at("action").oneOf("Restart");
    definition("ContainerRestartRuleOnExitCodes").at("operator").oneOf("In", "NotIn");
    definition("ContainerRestartRuleOnExitCodes").at("values").maxItems(255);
    definition("ContainerResizePolicy").at("resourceName").oneOf("cpu", "memory");
    definition("ContainerResizePolicy")
        .at("restartPolicy")
        .oneOf("NotRequired", "RestartContainer");
  }

  private void initContainers() {
    Schema pod = definition("PodSpec");
    pod.at("initContainers").maxItems(Bounds.CONTAINERS);
    Schema container = pod.at("initContainers[]");
    for (String field : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
      container.rule(
          "!has(self." + field + ") || (has(self.restartPolicy) && self.restartPolicy == 'Always')",
          "may not be set for init containers without restartPolicy=Always",
          "." + field,
          Reason.FieldValueForbidden);
    }
    pod.rule(
        "!has(self.initContainers) || self.initContainers.all(i, self.containers.all(c, c.name != i.name))",
        "the name of an init container must not be that of another container",
        ".initContainers");
  }

  private void probes() {
    Schema probe = definition("Probe");
    oneHandler(probe, "exec", "httpGet", "tcpSocket", "grpc");
    for (String seconds :
        List.of(
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold")) {
      Formats.notNegative(probe.at(seconds));
    }
    probe.at("terminationGracePeriodSeconds").minimum(1);

    Schema container = definition("Container");
    for (String name : List.of("livenessProbe", "startupProbe")) {
      container
          .at(name)
          .rule(
              // 0 is 1 by upstream's defaults
              "!has(self.successThreshold) || self.successThreshold <= 1",
              "must be 1",
              ".successThreshold");
    }
    container
        .at("readinessProbe")
        .rule(
            "!has(self.terminationGracePeriodSeconds)",
            "must not be set for readinessProbes",
            ".terminationGracePeriodSeconds");

    definition("ExecAction").required("command").at("command").minItems(1);
    Schema http = definition("HTTPGetAction");
    Formats.portNumberOrName(http.at("port"));
    http.at("scheme").oneOf("HTTP", "HTTPS", "");
    http.at("httpHeaders").maxItems(Bounds.HTTP_HEADERS);
    definition("HTTPHeader").at("name").pattern("^[-A-Za-z0-9]+$");
    Formats.portNumberOrName(definition("TCPSocketAction").at("port"));
    Formats.portNumber(definition("GRPCAction").at("port"));
  }

  private void lifecycle() {
    oneHandler(definition("LifecycleHandler"), "exec", "httpGet", "tcpSocket", "sleep");
    Formats.notNegative(definition("SleepAction").at("seconds"));
  }

  /**
   * upstream: validateHandler, which takes the first handler that is there and refuses each later
   * one.
   */
  private static void oneHandler(Schema handlers, String... names) {
    StringBuilder earlier = new StringBuilder();
    for (String name : names) {
      String has = "has(self." + name + ")";
      if (!earlier.isEmpty()) {
        handlers.rule(
            "!" + has + " || !(" + earlier + ")",
            "may not specify more than 1 handler type",
            "." + name,
            Reason.FieldValueForbidden);
        earlier.append(" || ");
      }
      earlier.append(has);
    }
    handlers.rule(earlier.toString(), "must specify a handler type", "", Reason.FieldValueRequired);
  }

  private void ports() {
    definition("Container").at("ports").maxItems(Bounds.PORTS);
    Schema port = definition("ContainerPort");
    Formats.portNumber(port.at("containerPort"));
    port.at("hostPort")
        .rule("self >= 0 && self <= 65535", "must be between 1 and 65535, inclusive");
    Formats.portName(port.at("name"));
    port.at("protocol").oneOf("TCP", "UDP", "SCTP");
  }

  private void environment() {
    definition("Container").at("env").maxItems(Bounds.ENVIRONMENT);
    Schema variable = definition("EnvVar");
    variable
        .at("name")
        .minLength(1)
        .pattern("^[ -<>-~]+$"); // printable ASCII but "=", as RelaxedEnvironmentVariableValidation
    variable.rule(
        "!has(self.valueFrom) || !has(self.value) || self.value == ''",
        "may not be specified when `value` is not empty",
        ".valueFrom");
    exactlyOne(
        definition("EnvVarSource"),
        "fieldRef",
        "resourceFieldRef",
        "configMapKeyRef",
        "secretKeyRef",
        "fileKeyRef");
    definition("ObjectFieldSelector").at("fieldPath").minLength(1);
    definition("ConfigMapKeySelector").at("key").minLength(1);
    definition("SecretKeySelector").at("key").minLength(1);
    definition("Container").at("envFrom").maxItems(Bounds.SOURCES);
    definition("EnvFromSource")
        .rule(
            "has(self.configMapRef) || has(self.secretRef)",
            "must specify one of: `configMapRef` or `secretRef`")
        .rule(
            "!has(self.configMapRef) || !has(self.secretRef)",
            "may not have more than one field specified at a time");
  }

  private static void exactlyOne(Schema sources, String... names) {
    sources
        .rule(
            count(Stream.of(names)) + " > 0",
            "must specify one of: `" + String.join("`, `", names) + "`")
        .rule(
            count(Stream.of(names)) + " < 2",
            "may not have more than one field specified at a time");
  }

  /**
   * An expression for how many of the fields are there. The sum costs far less than a list that is
   * filtered.
   */
  private static String count(Stream<String> fields) {
    return fields.map(f -> "(has(self." + f + ") ? 1 : 0)").collect(Collectors.joining(" + "));
  }

  private void resources() {
    Schema resources = definition("ResourceRequirements");
    for (String amounts : List.of("requests", "limits")) {
      resources
          .at(amounts)
          .maxProperties(Bounds.RESOURCES)
          .values()
          .maxLength(Bounds.QUANTITY_LENGTH);
    }
    resources.rule(
        "!has(self.requests) || !has(self.limits) || self.requests.all(r, !(r in self.limits)"
            + " || quantity(string(self.requests[r])).compareTo(quantity(string(self.limits[r]))) <= 0)",
        "must be less than or equal to the limit of the same resource",
        ".requests");
  }

  private void volumes() {
    definition("PodSpec").at("volumes").maxItems(Bounds.VOLUMES);
    Schema volume = definition("Volume");
    Formats.dnsLabel(volume.at("name"));
    volume.rule(
        // without any it is an emptyDir by upstream's defaults
        count(volume.propertyNames().filter(f -> !f.equals("name"))) + " < 2",
        "may not specify more than 1 volume type",
        "",
        Reason.FieldValueForbidden);
    definition("HostPathVolumeSource").at("path").minLength(1);
    definition("HostPathVolumeSource")
        .at("type")
        .oneOf(
            "",
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice");
    definition("PersistentVolumeClaimVolumeSource").at("claimName").minLength(1);
    definition("KeyToPath").at("key").minLength(1);
    definition("KeyToPath").at("path").minLength(1);

    Schema mount = definition("VolumeMount");
    mount.at("name").minLength(1);
    mount.at("mountPath").minLength(1);
    mount.at("mountPropagation").oneOf("None", "HostToContainer", "Bidirectional");
    mount.at("recursiveReadOnly").oneOf("Disabled", "IfPossible", "Enabled");
    definition("Container").at("volumeMounts").maxItems(Bounds.MOUNTS);
    mount.rule(
        "!has(self.subPath) || !has(self.subPathExpr) || self.subPath == '' || self.subPathExpr == ''",
        "subPathExpr and subPath are mutually exclusive",
        ".subPathExpr");
  }

  private void security() {
    for (String context : List.of("PodSecurityContext", "SecurityContext")) {
      Schema security = definition(context);
      Formats.notNegative(security.at("runAsUser"));
      Formats.notNegative(security.at("runAsGroup"));
    }
    Schema pod = definition("PodSecurityContext");
    Formats.notNegative(pod.at("fsGroup"));
    Formats.notNegative(pod.at("supplementalGroups[]"));
    pod.at("fsGroupChangePolicy").oneOf("OnRootMismatch", "Always");
    pod.at("supplementalGroupsPolicy").oneOf("Merge", "Strict");
    pod.at("seLinuxChangePolicy").oneOf("Recursive", "MountOption");
    definition("SecurityContext").at("procMount").oneOf("Default", "Unmasked", "");
    definition("SeccompProfile").at("type").oneOf("Unconfined", "RuntimeDefault", "Localhost");
    definition("AppArmorProfile").at("type").oneOf("Unconfined", "RuntimeDefault", "Localhost");
  }

  private void scheduling() {
    Schema toleration = definition("Toleration");
    definition("PodSpec").at("tolerations").maxItems(Bounds.TOLERATIONS);
    toleration.at("key").maxLength(253 + 1 + 63).pattern("^(" + Formats.LABEL_KEY + ")?$");
    toleration.at("effect").oneOf("", "NoSchedule", "PreferNoSchedule", "NoExecute");
    toleration.at("operator").oneOf("", "Equal", "Exists");
    toleration
        .rule(
            "(has(self.key) && self.key != '') || (has(self.operator) && self.operator == 'Exists')",
            "operator must be Exists when `key` is empty, which means \"match all values and all keys\"",
            ".operator")
        .rule(
            "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
            "effect must be 'NoExecute' when `tolerationSeconds` is set",
            ".effect")
        .rule(
            "!has(self.operator) || self.operator != 'Exists' || !has(self.value) || self.value == ''",
            "value must be empty when `operator` is 'Exists'",
            ".operator");
    Formats.labelValue(toleration.at("value"));

    Schema nodes = definition("NodeSelectorRequirement");
    SelectorSchema.requirement(nodes);
    nodes.at("operator").oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
    nodes.rule(
        "!(self.operator in ['Gt', 'Lt']) || (has(self.values) && self.values.size() == 1)",
        "must be specified single value when `operator` is 'Lt' or 'Gt'",
        ".values",
        Reason.FieldValueRequired);
    definition("NodeSelector").at("nodeSelectorTerms").minItems(1).maxItems(Bounds.AFFINITY_TERMS);
    for (String match : List.of("matchExpressions", "matchFields")) {
      definition("NodeSelectorTerm").at(match).maxItems(Bounds.SELECTOR_REQUIREMENTS);
    }
    for (String affinity : List.of("NodeAffinity", "PodAffinity", "PodAntiAffinity")) {
      definition(affinity)
          .at("preferredDuringSchedulingIgnoredDuringExecution")
          .maxItems(Bounds.AFFINITY_TERMS);
    }
    for (String affinity : List.of("PodAffinity", "PodAntiAffinity")) {
      definition(affinity)
          .at("requiredDuringSchedulingIgnoredDuringExecution")
          .maxItems(Bounds.AFFINITY_TERMS);
    }
    definition("PreferredSchedulingTerm").at("weight").minimum(1).maximum(100);
    definition("WeightedPodAffinityTerm").at("weight").minimum(1).maximum(100);
    definition("PodAffinityTerm").at("topologyKey").minLength(1);
    SelectorSchema.narrow(definition("LabelSelector"), definition("LabelSelectorRequirement"));
    definition("PodSpec").at("topologySpreadConstraints").maxItems(Bounds.AFFINITY_TERMS);
    definition("ProjectedVolumeSource").at("sources").maxItems(Bounds.PROJECTED_SOURCES);
    Schema spread = definition("TopologySpreadConstraint");
    spread.at("maxSkew").minimum(1);
    spread.at("minDomains").minimum(1);
    spread.at("topologyKey").minLength(1);
    spread.at("whenUnsatisfiable").oneOf("DoNotSchedule", "ScheduleAnyway");
    spread.at("nodeAffinityPolicy").oneOf("Honor", "Ignore");
    spread.at("nodeTaintsPolicy").oneOf("Honor", "Ignore");
    Schema pod = definition("PodSpec");
    Formats.labels(pod.at("nodeSelector"));
    pod.at("preemptionPolicy").oneOf("PreemptLowerPriority", "Never");
  }

  private void names() {
    Schema pod = definition("PodSpec");
    pod.at("dnsPolicy").oneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None", "");
    definition("PodOS").at("name").oneOf("linux", "windows");
    for (String name : List.of("hostname", "subdomain")) {
      Formats.optionalDnsLabel(pod.at(name));
    }
    for (String name :
        List.of("serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName")) {
      Formats.optionalDnsName(pod.at(name));
    }
  }
}
