package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.runtime.cron.JobApi;
import io.myworkloads.operator.sim.Faults.Verb;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The MyJobs among the {@link InMemoryOwners}, as their MyCronJobs ask for them: through {@link
 * JobApi}, and these requests may fail.
 */
public final class InMemoryJobs implements JobApi {
  private final Requests requests;
  private final InMemoryOwners owners;
  private final Admission admission = new Admission("myjobs.myworkloads.io");

  InMemoryJobs(Requests requests, InMemoryOwners owners) {
    this.requests = requests;
    this.owners = owners;
  }

  // what operators ask

  @Override
  public ObjectMeta create(MyJob job) {
    String namespace = job.getMetadata().getNamespace();
    String name = job.getMetadata().getName();
    return requests.answer(
        Verb.CREATE,
        name,
        () -> {
          admission.refuseWhereTerminating(namespace, name);
          if (objects().get(namespace, name).isPresent()) {
            throw Fault.answer(
                409,
                "AlreadyExists",
                "myjobs.myworkloads.io \"%s\" already exists".formatted(name));
          }
          admission.refuseOverQuota(namespace, name, in(namespace).count());
          return owners.add(job).getMetadata();
        });
  }

  @Override
  public Optional<MyJob> get(String namespace, String name) {
    return requests.answer(Verb.GET, name, () -> objects().get(namespace, name));
  }

  @Override
  public long newestVersion(String namespace) {
    return requests.answer(
        Verb.LIST,
        namespace,
        () ->
            in(namespace)
                .mapToLong(job -> Long.parseLong(job.getMetadata().getResourceVersion()))
                .max()
                .orElse(0));
  }

  @Override
  public void delete(ActiveJob job) {
    requests.answer(
        Verb.DELETE,
        job.name(),
        () -> {
          MyJob there =
              objects()
                  .get(job.namespace(), job.name())
                  .orElseThrow(
                      () ->
                          Fault.answer(404, "NotFound", "\"%s\" not found".formatted(job.name())));
          if (!there.getMetadata().getUid().equals(job.uid())) {
            throw Fault.answer(409, "Conflict", "Precondition failed: UID in precondition");
          }
          if (there.getMetadata().getFinalizers().isEmpty()) {
            owners.remove(there);
          }
          return job.uid();
        });
  }

  // what users do

  /** No more MyJobs are made there. */
  public void terminateNamespace(String namespace) {
    admission.terminate(namespace);
  }

  /** At most so many MyJobs, those that have ended included. */
  public void quota(String namespace, int most) {
    admission.quota(namespace, most);
  }

  // what can be seen

  /** What is listed and watched. */
  public InMemoryObjects<MyJob> objects() {
    return owners.objects(MyJob.class);
  }

  private Stream<MyJob> in(String namespace) {
    return objects().all().stream()
        .filter(job -> job.getMetadata().getNamespace().equals(namespace));
  }
}
