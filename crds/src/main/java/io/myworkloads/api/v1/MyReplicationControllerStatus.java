package io.myworkloads.api.v1;

/**
 * What was seen of a MyReplicationController: the fields of v1 ReplicationControllerStatus, and
 * terminatingReplicas where these are waited for.
 */
public class MyReplicationControllerStatus extends ReplicatedStatus {}
