/** What the process tells those who run it: is it alive, is it ready, what does it do. */
@NullMarked
package io.myworkloads.operator.runtime.http;

import org.jspecify.annotations.NullMarked;
