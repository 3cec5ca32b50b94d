package io.myworkloads.operator.sim.history;

import java.util.function.Consumer;

/**
 * One thing that may happen.
 *
 * @param <W> the world in which it may
 */
public record Step<W>(String name, Consumer<W> happen) {}
