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

/** Keeps a number of Pods of one template alive, as v1 ReplicationController does. */
@Group(MyWorkloads.GROUP)
@Version(MyWorkloads.VERSION)
@Kind("MyReplicationController")
@Singular("myreplicationcontroller")
@Plural("myreplicationcontrollers")
@ShortNames("myrc")
@Categories({MyWorkloads.CATEGORY_ALL, MyWorkloads.CATEGORY})
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class MyReplicationController
    extends CustomResource<MyReplicationControllerSpec, MyReplicationControllerStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  // The inherited methods find the classes by reflection, for every object that a watch delivers.
  @Override
  protected MyReplicationControllerSpec initSpec() {
    return new MyReplicationControllerSpec();
  }

  @Override
  protected MyReplicationControllerStatus initStatus() {
    return new MyReplicationControllerStatus();
  }
}
