/** What MyReplicaSet does for a user, told on a real cluster. */
@NullMarked
package io.myworkloads.e2e.replicaset;

import org.jspecify.annotations.NullMarked;
