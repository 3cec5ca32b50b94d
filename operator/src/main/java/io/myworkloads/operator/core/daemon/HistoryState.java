package io.myworkloads.operator.core.daemon;

/**
 * How far the history of the templates is as it should be, for what is done about Pods rests on it.
 *
 * <p>Upstream does nothing about Pods before it is settled; here what does not depend on it goes
 * on, as a node that lacks its Pod is worse off than a history that is behind.
 */
public enum HistoryState {
  /** Each template has one revision, and that of the current one is the latest. */
  SETTLED,
  /**
   * The current template has its revision, but others are not as they should be: Pods may be made,
   * and none is replaced, since it may turn out to be of the current template.
   */
  UNSETTLED,
  /** The current template has no revision: no Pod is made from it either. */
  CURRENT_MISSING
}
