package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * The schema of a Pod's template: upstream's, narrowed to what upstream's API accepts. An empty
 * text is accepted where upstream's defaults replace it.
 *
 * <p>upstream: pkg/apis/core/validation/validation.go, ValidatePodTemplateSpec and what it calls
 */
final class PodTemplateSchema {
  // the fields that an environment variable can take, and those that a file can take
  private static final String METADATA_BY_KEY = "metadata\\.(labels|annotations)\\['[^']+'\\]";
  private static final String ENVIRONMENT_FIELD =
      "^(metadata\\.(name|namespace|uid)|spec\\.(nodeName|serviceAccountName|host)|status\\.(hostIP|podIP)s?|"
          + METADATA_BY_KEY
          + ")$";
  private static final String FILE_FIELD =
      "^(metadata\\.(name|namespace|uid|labels|annotations)|" + METADATA_BY_KEY + ")$";

  private PodTemplateSchema() {}

  /** The template of a kind whose Pods shall run for ever. */
  static Schema ofEndlessPods(String kind, Definitions definitions) {
    Schema template = of(definitions);
    template.at("spec.restartPolicy").oneOf("Always");
    template
        .at("spec.activeDeadlineSeconds")
        .forbidden("activeDeadlineSeconds in " + kind + " is not Supported");
    return template;
  }

  /** The template of a kind whose Pods shall end: that the kind's own rules must see to. */
  static Schema of(Definitions definitions) {
    narrow(definitions);
    ContainerRules.narrow(definitions);
    VolumeRules.narrow(definitions);
    SecurityRules.narrow(definitions);
    SchedulingRules.narrow(definitions);

    Schema template = definitions.inline("PodTemplateSpec");
    for (String containers : List.of("containers", "initContainers")) {
      template
          .at("spec." + containers + "[].env[].valueFrom.fieldRef.fieldPath")
          .pattern(ENVIRONMENT_FIELD);
    }
    for (String files :
        List.of("spec.volumes[].downwardAPI", "spec.volumes[].projected.sources[].downwardAPI")) {
      template.at(files + ".items[].fieldRef.fieldPath").pattern(FILE_FIELD);
    }
    // three lists deep its rules would cost too much, and hardly anybody writes one
    template
        .at(
            "spec.volumes[].projected.sources[].clusterTrustBundle.labelSelector.matchExpressions[]")
        .without("x-kubernetes-validations");
    return template;
  }

  private static void narrow(Definitions definitions) {
    definitions.of("PodTemplateSpec").required("spec");
    Formats.labels(definitions.of("ObjectMeta").at("labels"));
    Schema pod = definitions.of("PodSpec");
    // what is in it is refused anyway: the fields of a debugging container need no room in the CRD
    pod.at("ephemeralContainers[]").replaceBy("object").anyContent();
    pod.at("ephemeralContainers")
        .maxItems(Bounds.CONTAINERS)
        .without("x-kubernetes-list-type", "x-kubernetes-list-map-keys")
        .rule(
            "self.size() == 0",
            "ephemeral containers not allowed in pod template",
            "",
            Reason.FieldValueForbidden);
    for (String name : List.of("hostname", "subdomain")) {
      Formats.optionalDnsLabel(pod.at(name));
    }
    for (String name :
        List.of("serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName")) {
      Formats.optionalDnsName(pod.at(name));
    }
    definitions.of("PodOS").at("name").oneOf("linux", "windows");

    pod.at("dnsPolicy").oneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None", "");
    Schema dns = definitions.of("PodDNSConfig");
    Formats.ip(dns.at("nameservers").maxItems(3).items());
    Formats.searchDomain(dns.at("searches").maxItems(32).items());
    definitions.of("PodDNSConfigOption").required("name").at("name").notEmpty();
    Schema alias = definitions.of("HostAlias");
    pod.at("hostAliases").maxItems(Bounds.HOST_ALIASES);
    Formats.ip(alias.at("ip"));
    Formats.dnsName(alias.at("hostnames[]"));
  }
}
