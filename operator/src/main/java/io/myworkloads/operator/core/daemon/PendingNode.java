package io.myworkloads.operator.core.daemon;

/**
 * A node that should have a running Pod and has none, with the cause in one word: that of the
 * scheduler, of the kubelet, or one of {@link PendingNodes}.
 */
public record PendingNode(String node, String reason) {}
