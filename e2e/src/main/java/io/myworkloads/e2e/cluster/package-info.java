/**
 * Real Kubernetes clusters in containers, for the end-to-end tests, the playground and the
 * benchmark.
 *
 * <p>{@link io.myworkloads.e2e.cluster.TestCluster} is the way in. Each node is a container of
 * {@code rancher/k3s}, or of its stand-in where that cannot be pulled (e2e/k3s-offline); which one
 * it is, nothing here depends on.
 */
@NullMarked
package io.myworkloads.e2e.cluster;

import org.jspecify.annotations.NullMarked;
