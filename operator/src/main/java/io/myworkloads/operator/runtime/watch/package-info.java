/** Lists and watches whose objects are kept in a store of our own. */
@NullMarked
package io.myworkloads.operator.runtime.watch;

import org.jspecify.annotations.NullMarked;
