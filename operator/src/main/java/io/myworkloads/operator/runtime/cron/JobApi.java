package io.myworkloads.operator.runtime.cron;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.ActiveJob;
import java.util.Optional;

/**
 * What is asked of the API server about MyJobs by their MyCronJobs. Every method throws {@link
 * io.fabric8.kubernetes.client.KubernetesClientException} as the client does.
 */
public interface JobApi {

  /**
   * Makes a MyJob.
   *
   * @return the metadata that the server gave it
   */
  ObjectMeta create(MyJob job);

  /** The MyJob as the server has it now. */
  Optional<MyJob> get(String namespace, String name);

  /**
   * The resource version of the MyJob in the namespace that was written last; 0 where there is
   * none. No cache answers this.
   */
  long newestVersion(String namespace);

  /** Deletes this MyJob, and no other that has its name; its Pods go after it. */
  void delete(ActiveJob job);
}
