package io.myworkloads.operator.core.pods;

import java.util.List;

/**
 * What is to be done about Pods. A plan's actions are carried out in order, and the first that
 * fails ends it.
 */
public sealed interface PodAction {

  /** Make these orphans the owner's. */
  record Adopt(List<PodView> pods) implements PodAction {}

  /** Take the owner's reference off these Pods. */
  record Release(List<PodView> pods) implements PodAction {}

  /** Make so many Pods from the owner's template. */
  record Create(int count) implements PodAction {}

  /** Delete this Pod because of the restarts of its containers. */
  record Replace(PodView pod) implements PodAction {}

  /** Make one Pod from the owner's template on each of these nodes. */
  record CreateOn(List<String> nodes) implements PodAction {}

  /** Delete these Pods. */
  record Delete(List<PodView> pods) implements PodAction {}
}
