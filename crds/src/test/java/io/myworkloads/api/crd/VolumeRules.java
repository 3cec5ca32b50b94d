package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What upstream's API accepts of volumes and their mounts.
 *
 * <p>upstream: pkg/apis/core/validation/validation.go, ValidateVolumes and ValidateVolumeMounts
 */
final class VolumeRules {
  private final Definitions definitions;

  private VolumeRules(Definitions definitions) {
    this.definitions = definitions;
  }

  static void narrow(Definitions definitions) {
    VolumeRules rules = new VolumeRules(definitions);
    rules.volumes();
    rules.files();
    rules.claims();
    rules.mounts();
  }

  private void volumes() {
    definitions.of("PodSpec").at("volumes").maxItems(Bounds.VOLUMES);
    Schema volume = definitions.of("Volume");
    Formats.dnsLabel(volume.at("name"));
    volume.rule(
        // without any it is an emptyDir by upstream's defaults
        Formats.count(volume.propertyNames().filter(f -> !f.equals("name"))) + " < 2",
        "may not specify more than 1 volume type",
        "",
        Reason.FieldValueForbidden);
    Schema hostPath = definitions.of("HostPathVolumeSource");
    Formats.pathWithoutBacksteps(hostPath.at("path"));
    hostPath
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
    Schema nfs = definitions.of("NFSVolumeSource");
    nfs.at("server").notEmpty();
    nfs.at("path").pattern("^/");
    Schema driver = definitions.of("CSIVolumeSource").at("driver");
    Formats.dnsName(driver);
    driver.maxLength(63);
  }

  /** Volumes that are made of the API's objects. */
  private void files() {
    definitions
        .of("ConfigMapVolumeSource")
        .required("name")
        .at("name")
        .without("default")
        .notEmpty();
    definitions.of("SecretVolumeSource").required("secretName").at("secretName").notEmpty();
    for (String projection : List.of("ConfigMapProjection", "SecretProjection")) {
      definitions.of(projection).required("name").at("name").without("default").notEmpty();
    }
    definitions.of("ProjectedVolumeSource").at("sources").maxItems(Bounds.PROJECTED_SOURCES);
    for (String volume :
        List.of(
            "ConfigMapVolumeSource",
            "SecretVolumeSource",
            "DownwardAPIVolumeSource",
            "ProjectedVolumeSource")) {
      Formats.fileMode(definitions.of(volume).at("defaultMode"));
    }
    Schema key = definitions.of("KeyToPath");
    key.at("key").notEmpty();
    Formats.relativePath(key.at("path"));
    Formats.fileMode(key.at("mode"));

    for (String list : List.of("DownwardAPIVolumeSource", "DownwardAPIProjection")) {
      definitions.of(list).at("items").maxItems(Bounds.FILES);
    }
    Schema file = definitions.of("DownwardAPIVolumeFile");
    Formats.relativePath(file.at("path"));
    Formats.fileMode(file.at("mode"));
    file.rule(
            "has(self.fieldRef) || has(self.resourceFieldRef)",
            "one of fieldRef and resourceFieldRef is required",
            "",
            Reason.FieldValueRequired)
        .rule(
            "!has(self.fieldRef) || !has(self.resourceFieldRef)",
            "fieldRef and resourceFieldRef can not be specified simultaneously");
    Schema token = definitions.of("ServiceAccountTokenProjection");
    Formats.relativePath(token.at("path"));
    token
        .at("expirationSeconds")
        .rule("self >= 600", "may not specify a duration less than 10 minutes");
  }

  private void claims() {
    definitions.of("PersistentVolumeClaimVolumeSource").at("claimName").notEmpty();
    definitions.of("EphemeralVolumeSource").required("volumeClaimTemplate");
    Schema claim = definitions.of("PersistentVolumeClaimSpec").required("accessModes", "resources");
    claim.at("accessModes").minItems(1);
    claim
        .at("accessModes[]")
        .oneOf("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");
    claim.at("volumeMode").oneOf("Block", "Filesystem");
    Formats.optionalDnsName(claim.at("storageClassName"));
    definitions.of("VolumeResourceRequirements").required("requests");
  }

  private void mounts() {
    definitions.of("Container").at("volumeMounts").maxItems(Bounds.MOUNTS);
    Schema mount = definitions.of("VolumeMount");
    mount.at("name").notEmpty();
    mount.at("mountPath").notEmpty();
    mount.at("mountPropagation").oneOf("None", "HostToContainer", "Bidirectional");
    mount.at("recursiveReadOnly").oneOf("Disabled", "IfPossible", "Enabled");
    Formats.optionalRelativePath(mount.at("subPath"));
    Formats.optionalRelativePath(mount.at("subPathExpr"));
    mount.rule(
        "!has(self.subPath) || !has(self.subPathExpr) || self.subPath == '' || self.subPathExpr == ''",
        "subPathExpr and subPath are mutually exclusive",
        ".subPathExpr");
  }
}
