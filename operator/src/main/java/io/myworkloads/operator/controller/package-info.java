/** One reconciler a kind: observe, decide, act, write the status. */
@NullMarked
package io.myworkloads.operator.controller;

import org.jspecify.annotations.NullMarked;
