package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What upstream's API accepts of containers.
 *
 * <p>upstream: pkg/apis/core/validation/validation.go, validateContainers, validateInitContainers
 * and what they call
 */
final class ContainerRules {
  private static final String PRINTABLE_BUT_EQUALS = "[ -<>-~]"; // as IsRelaxedEnvVarName

  private final Definitions definitions;
  private final Schema container;

  private ContainerRules(Definitions definitions) {
    this.definitions = definitions;
    this.container = definitions.of("Container");
  }

  static void narrow(Definitions definitions) {
    ContainerRules rules = new ContainerRules(definitions);
    rules.containers();
    rules.initContainers();
    rules.restartRules();
    rules.probes();
    rules.handlers();
    rules.ports();
    rules.environment();
  }

  private void containers() {
    definitions.of("PodSpec").at("containers").minItems(1).maxItems(Bounds.CONTAINERS);
    container.required("name", "image");
    Formats.dnsLabel(container.at("name"));
    container.at("image").notEmpty();
    container.at("imagePullPolicy").oneOf("Always", "IfNotPresent", "Never", "");
    container.at("terminationMessagePolicy").oneOf("File", "FallbackToLogsOnError", "");
  }

  private void initContainers() {
    Schema pod = definitions.of("PodSpec");
    pod.at("initContainers").maxItems(Bounds.CONTAINERS);
    Schema initContainer = pod.at("initContainers[]");
    for (String field : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
      initContainer.rule(
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

  private void restartRules() {
    container.at("restartPolicy").oneOf("Always", "OnFailure", "Never");
    container.at("restartPolicyRules").maxItems(20);
    container.rule(
        "!has(self.restartPolicyRules) || self.restartPolicyRules.size() == 0 || has(self.restartPolicy)",
        "must specify restartPolicy when restart rules are used",
        ".restartPolicy",
        Reason.FieldValueRequired);
    definitions.of("ContainerRestartRule").required("exitCodes").at("action").oneOf("Restart");
    Schema exitCodes = definitions.of("ContainerRestartRuleOnExitCodes");
    exitCodes.at("operator").oneOf("In", "NotIn");
    exitCodes.at("values").maxItems(255);
    Schema resize = definitions.of("ContainerResizePolicy");
    resize.at("resourceName").oneOf("cpu", "memory");
    resize.at("restartPolicy").oneOf("NotRequired", "RestartContainer");
  }

  private void probes() {
    Schema probe = definitions.of("Probe");
    Formats.oneHandler(probe, "exec", "httpGet", "tcpSocket", "grpc");
    for (String number :
        List.of(
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold")) {
      probe.at(number).notNegative();
    }
    probe.at("terminationGracePeriodSeconds").minimum(1);
    for (String name : List.of("livenessProbe", "startupProbe")) {
      container
          .at(name)
          .rule(
              // upstream's defaults make 1 of 0
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
  }

  private void handlers() {
    Formats.oneHandler(definitions.of("LifecycleHandler"), "exec", "httpGet", "tcpSocket", "sleep");
    definitions.of("ExecAction").required("command").at("command").minItems(1);
    Schema http = definitions.of("HTTPGetAction");
    Formats.portNumberOrName(http.at("port"));
    http.at("scheme").oneOf("HTTP", "HTTPS", "");
    definitions.of("HTTPHeader").at("name").pattern("^[-A-Za-z0-9]+$");
    Formats.portNumberOrName(definitions.of("TCPSocketAction").at("port"));
    Formats.portNumber(definitions.of("GRPCAction").at("port"));
    definitions.of("SleepAction").at("seconds").notNegative();
  }

  private void ports() {
    container.at("ports").maxItems(Bounds.PORTS);
    Schema port = definitions.of("ContainerPort");
    Formats.portNumber(port.at("containerPort"));
    Formats.optionalPortNumber(port.at("hostPort"));
    Formats.optionalPortName(port.at("name"));
    port.at("protocol").oneOf("TCP", "UDP", "SCTP");
  }

  private void environment() {
    container.at("env").maxItems(Bounds.ENVIRONMENT);
    Schema variable = definitions.of("EnvVar");
    variable.at("name").pattern("^" + PRINTABLE_BUT_EQUALS + "+$");
    variable.rule(
        "!has(self.valueFrom) || !has(self.value) || self.value == ''",
        "may not be specified when `value` is not empty",
        ".valueFrom");
    Formats.exactlyOne(
        definitions.of("EnvVarSource"),
        "fieldRef",
        "resourceFieldRef",
        "configMapKeyRef",
        "secretKeyRef",
        "fileKeyRef");
    definitions.of("ObjectFieldSelector").at("apiVersion").oneOf("v1", "");
    definitions
        .of("ResourceFieldSelector")
        .at("resource")
        .pattern("^(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)$");
    for (String selector : List.of("ConfigMapKeySelector", "SecretKeySelector")) {
      Schema key = definitions.of(selector).required("name");
      Formats.dataKey(key.at("key"));
      Formats.dnsName(key.at("name").without("default"));
    }

    container.at("envFrom").maxItems(Bounds.SOURCES);
    Schema source = definitions.of("EnvFromSource");
    Formats.exactlyOne(source, "configMapRef", "secretRef");
    source.at("prefix").pattern("^" + PRINTABLE_BUT_EQUALS + "*$");
    for (String reference : List.of("ConfigMapEnvSource", "SecretEnvSource")) {
      Formats.dnsName(definitions.of(reference).required("name").at("name").without("default"));
    }
  }
}
