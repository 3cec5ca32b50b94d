package io.myworkloads.operator.core.revisions;

import io.myworkloads.operator.core.pods.PodView;
import java.util.List;

/** What is to be done about the history of an object. */
public sealed interface RevisionAction {

  /** Make this orphan the owner's. */
  record Adopt(RevisionView revision) implements RevisionAction {}

  /** Take the owner's reference off this revision. */
  record Release(RevisionView revision) implements RevisionAction {}

  /** Give this revision the label with its hash. */
  record Label(RevisionView revision) implements RevisionAction {}

  /** Keep the current template under this number. */
  record Create(long revision) implements RevisionAction {}

  /** Give the revision of the current template this number. */
  record Renumber(RevisionView revision, long number) implements RevisionAction {}

  /** Give these Pods the label with this hash. */
  record Relabel(List<PodView> pods, String hash) implements RevisionAction {}

  /** Delete these revisions. */
  record Delete(List<RevisionView> revisions) implements RevisionAction {}
}
