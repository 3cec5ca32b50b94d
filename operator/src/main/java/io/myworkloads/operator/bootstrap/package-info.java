/** Start and stop of the process: settings, logging, clients, leadership, controllers. */
@NullMarked
package io.myworkloads.operator.bootstrap;

import org.jspecify.annotations.NullMarked;
