package io.myworkloads.operator.core.cron;

/** An entry of {@code status.active}: a MyJob whose end is not accounted for. */
public record ActiveJob(String uid, String namespace, String name) {
  static ActiveJob of(JobView job) {
    return new ActiveJob(job.uid(), job.namespace(), job.name());
  }
}
