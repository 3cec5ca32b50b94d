/**
 * The operator: a functional core ({@code core}) in an imperative shell ({@code runtime}, {@code
 * controller}).
 */
@NullMarked
package io.myworkloads.operator;

import org.jspecify.annotations.NullMarked;
