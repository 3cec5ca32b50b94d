/** What MyDaemonSet does for a user, told on a real cluster. */
@NullMarked
package io.myworkloads.e2e.daemonset;

import org.jspecify.annotations.NullMarked;
