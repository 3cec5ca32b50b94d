package io.myworkloads.api.v1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Runs Pods until as many of them have succeeded as asked for, as batch/v1 Job does. */
@Group(MyWorkloads.GROUP)
@Version(MyWorkloads.VERSION)
@Kind("MyJob")
@Singular("myjob")
@Plural("myjobs")
@Categories({MyWorkloads.CATEGORY_ALL, MyWorkloads.CATEGORY})
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class MyJob extends CustomResource<MyJobSpec, MyJobStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;

  // The inherited methods find the classes by reflection, for every object that a watch delivers.
  @Override
  protected MyJobSpec initSpec() {
    return new MyJobSpec();
  }

  @Override
  protected MyJobStatus initStatus() {
    return new MyJobStatus();
  }
}
