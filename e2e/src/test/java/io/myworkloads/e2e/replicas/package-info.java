/** What all kinds that keep a number of Pods do for a user, told of each on a real cluster. */
@NullMarked
package io.myworkloads.e2e.replicas;

import org.jspecify.annotations.NullMarked;
