/** Events: what users are told about their objects. */
@NullMarked
package io.myworkloads.operator.runtime.events;

import org.jspecify.annotations.NullMarked;
