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

/** Starts MyJobs at scheduled times, as batch/v1 CronJob does Jobs. */
@Group(MyWorkloads.GROUP)
@Version(MyWorkloads.VERSION)
@Kind("MyCronJob")
@Singular("mycronjob")
@Plural("mycronjobs")
@ShortNames("mycj")
@Categories({MyWorkloads.CATEGORY_ALL, MyWorkloads.CATEGORY})
@AdditionalPrinterColumn(
    name = "Last Schedule",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.lastScheduleTime")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class MyCronJob extends CustomResource<MyCronJobSpec, MyCronJobStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  // The inherited methods find the classes by reflection, for every object that a watch delivers.
  @Override
  protected MyCronJobSpec initSpec() {
    return new MyCronJobSpec();
  }

  @Override
  protected MyCronJobStatus initStatus() {
    return new MyCronJobStatus();
  }
}
