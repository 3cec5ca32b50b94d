/** What MyReplicationController does for a user, told on a real cluster. */
@NullMarked
package io.myworkloads.e2e.replicationcontroller;

import org.jspecify.annotations.NullMarked;
