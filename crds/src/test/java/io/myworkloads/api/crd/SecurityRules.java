package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What upstream's API accepts of security contexts.
 *
 * <p>upstream: pkg/apis/core/validation/validation.go, validatePodSpecSecurityContext and
 * ValidateSecurityContext
 */
final class SecurityRules {
  private SecurityRules() {}

  static void narrow(Definitions definitions) {
    Schema pod = definitions.of("PodSecurityContext");
    Schema container = definitions.of("SecurityContext");
    for (Schema context : List.of(pod, container)) {
      Formats.userOrGroup(context.at("runAsUser"));
      Formats.userOrGroup(context.at("runAsGroup"));
    }
    Formats.userOrGroup(pod.at("fsGroup"));
    Formats.userOrGroup(pod.at("supplementalGroups[]"));
    pod.at("fsGroupChangePolicy").oneOf("OnRootMismatch", "Always");
    pod.at("supplementalGroupsPolicy").oneOf("Merge", "Strict");
    pod.at("seLinuxChangePolicy").oneOf("Recursive", "MountOption");
    definitions
        .of("Sysctl")
        .at("name")
        .maxLength(253)
        .pattern("^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$");
    container.at("procMount").oneOf("Default", "Unmasked");
    container.rule(
        "!has(self.allowPrivilegeEscalation) || self.allowPrivilegeEscalation || !has(self.privileged) || !self.privileged",
        "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    localhostProfile(definitions.of("SeccompProfile"), "seccomp type");
    localhostProfile(definitions.of("AppArmorProfile"), "AppArmor type");
  }

  private static void localhostProfile(Schema profile, String what) {
    profile.at("type").oneOf("Unconfined", "RuntimeDefault", "Localhost");
    profile
        .rule(
            "self.type != 'Localhost' || (has(self.localhostProfile) && self.localhostProfile != '')",
            "must be set when " + what + " is Localhost",
            ".localhostProfile",
            Reason.FieldValueRequired)
        .rule(
            "self.type == 'Localhost' || !has(self.localhostProfile)",
            "can only be set when " + what + " is Localhost",
            ".localhostProfile");
  }
}
