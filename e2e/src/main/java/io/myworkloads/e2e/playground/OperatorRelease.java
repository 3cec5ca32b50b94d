package io.myworkloads.e2e.playground;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.nio.file.Path;

/** The operator as its chart installs it. */
final class OperatorRelease {
  static final String NAME = "myworkloads";
  static final String NAMESPACE = "myworkloads-system";

  /** A copy of helm/myworkloads without symbolic links, of which Helm would tell each time. */
  private static final Path CHART = Path.of("target", "playground", "chart");

  /** In seconds. On a busy laptop the image's first start takes some 10 s. */
  private static final int TIMEOUT = 180;

  private OperatorRelease() {}

  /**
   * Installs the operator or brings what is installed to this image and chart; waits until it is
   * ready.
   */
  static Release install(Path kubeconfig, String image) {
    int tag = image.lastIndexOf(':');
    if (tag <= image.lastIndexOf('/')) {
      throw new IllegalArgumentException("image \"" + image + "\" has no tag: name it as name:tag");
    }
    return new Helm(CHART)
        .upgrade()
        .install()
        .withName(NAME)
        .withNamespace(NAMESPACE)
        .createNamespace()
        .withKubeConfig(kubeconfig)
        .set("image.repository", image.substring(0, tag))
        .set("image.tag", image.substring(tag + 1))
        .waitReady()
        .withTimeout(TIMEOUT)
        .call();
  }
}
