package io.myworkloads.api.v1;

/** What was seen of a MyReplicationController: the fields of v1 ReplicationControllerStatus. */
public class MyReplicationControllerStatus extends ReplicatedStatus {}
