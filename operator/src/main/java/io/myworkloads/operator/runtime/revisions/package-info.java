/** ControllerRevisions: the templates that objects have had, and the hand that writes them down. */
@NullMarked
package io.myworkloads.operator.runtime.revisions;

import org.jspecify.annotations.NullMarked;
