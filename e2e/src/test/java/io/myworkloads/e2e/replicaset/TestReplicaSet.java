package io.myworkloads.e2e.replicaset;

import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetStatus;

/** One MyReplicaSet under test. */
final class TestReplicaSet extends TestReplicated<MyReplicaSetStatus, MyReplicaSet> {

  private TestReplicaSet(Kubectl kubectl, String name) {
    super(kubectl, MyReplicaSet.class, name);
  }

  static TestReplicaSet named(Kubectl kubectl, String name) {
    return new TestReplicaSet(kubectl, name);
  }
}
