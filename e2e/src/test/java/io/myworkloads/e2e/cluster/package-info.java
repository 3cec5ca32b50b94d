/** The cluster's own tests, and the extension by which all end-to-end tests get it. */
@NullMarked
package io.myworkloads.e2e.cluster;

import org.jspecify.annotations.NullMarked;
