package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.nio.file.Path;
import java.util.Set;
import org.testcontainers.DockerClientFactory;

/** Images made for a test. */
final class TestDocker {
  private TestDocker() {}

  static void build(String image, Path folder) {
    docker()
        .buildImageCmd(folder.toFile())
        .withTags(Set.of(image))
        .exec(new BuildImageResultCallback())
        .awaitImageId();
  }

  static void remove(String image) {
    docker().removeImageCmd(image).withForce(true).exec();
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }
}
