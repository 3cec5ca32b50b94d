package io.myworkloads.operator.sim;

import java.util.ArrayDeque;
import java.util.List;

/** Says of each request what goes wrong with it. */
@FunctionalInterface
public interface Faults {

  /** Nothing goes wrong. */
  Faults NONE = request -> Fault.NONE;

  /**
   * What goes wrong with this request.
   *
   * @param request what is asked, and of which object
   */
  Fault of(Request request);

  /** One request of the operator. */
  record Request(Verb verb, String name) {
    @Override
    public String toString() {
      return verb + " " + name;
    }
  }

  /** What can be asked. */
  enum Verb {
    CREATE,
    GET,
    LIST,
    DELETE,
    ADOPT,
    RELEASE,
    LABEL,
    UNTRACK,
    STATUS,
    /** A write of a ControllerRevision. */
    REVISION,
    ROLLBACK
  }

  /** These faults one after the other, of the requests of one sort; then none. */
  static Faults script(Verb verb, Fault... faults) {
    var next = new ArrayDeque<>(List.of(faults));
    return request -> request.verb() == verb && !next.isEmpty() ? next.removeFirst() : Fault.NONE;
  }
}
