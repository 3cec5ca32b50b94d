package io.myworkloads.operator.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeanItemsTest {
  private final LeanItems<ConfigMap> items = new LeanItems<>();

  private static ConfigMap map(String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("web")
        .withResourceVersion(version)
        .addNewManagedField()
        .withManager("kubectl")
        .endManagedField()
        .endMetadata()
        .addToData("colour", "red")
        .build();
  }

  @Test
  void keepsAllButTheRecordOfWhoSetWhat() {
    items.put("shop/web", map("1"));
    ConfigMap kept = Objects.requireNonNull(items.get("shop/web"));
    assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("1");
    assertThat(kept.getData()).containsEntry("colour", "red");
  }

  @Test
  void tellsWhatItHadBefore() {
    assertThat(items.put("shop/web", map("1"))).isNull();
    assertThat(items.put("shop/web", map("2")))
        .extracting(before -> before.getMetadata().getResourceVersion())
        .isEqualTo("1");
    assertThat(items.size()).isOne();
  }

  @Test
  void keepsUnderTheNameThatTheInformerAsksFor() {
    assertThat(items.getKey(map("1"))).isEqualTo(Cache.metaNamespaceKeyFunc(map("1")));
  }
}
