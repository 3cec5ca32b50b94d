package io.myworkloads.api.v1;

/** What was seen of a MyReplicaSet: the fields of apps/v1 ReplicaSetStatus. */
public class MyReplicaSetStatus extends ReplicatedStatus {}
