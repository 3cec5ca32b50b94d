package io.myworkloads.api.v1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Keeps one Pod on every node that should have one, as apps/v1 DaemonSet does. */
@Group(MyWorkloads.GROUP)
@Version(MyWorkloads.VERSION)
@Kind("MyDaemonSet")
@Singular("mydaemonset")
@Plural("mydaemonsets")
@ShortNames("myds")
@Categories({MyWorkloads.CATEGORY_ALL, MyWorkloads.CATEGORY})
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class MyDaemonSet extends CustomResource<MyDaemonSetSpec, MyDaemonSetStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  // The inherited methods find the classes by reflection, for every object that a watch delivers.
  @Override
  protected MyDaemonSetSpec initSpec() {
    return new MyDaemonSetSpec();
  }

  @Override
  protected MyDaemonSetStatus initStatus() {
    return new MyDaemonSetStatus();
  }
}
