package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.core.status.Condition;
import java.util.List;

/**
 * How a kind that keeps a number of Pods spells what its controller decides upon.
 *
 * @param <S> its status
 * @param <R> the kind
 */
interface ReplicasKind<S, R extends CustomResource<?, S>> {

  Class<R> type();

  /**
   * What is asked for; throws {@link InvalidSpecException} where the API server let a spec pass
   * that says nothing.
   */
  ReplicasSpec spec(R object);

  PodTemplateSpec template(R object);

  List<Condition> conditions(R object);

  /** The status in the kind's own words. */
  S status(R object, ReplicasStatus status);
}
