/** Old and current templates of an object, kept as ControllerRevisions. */
@NullMarked
package io.myworkloads.operator.core.revisions;

import org.jspecify.annotations.NullMarked;
