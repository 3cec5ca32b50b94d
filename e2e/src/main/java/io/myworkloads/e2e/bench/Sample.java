package io.myworkloads.e2e.bench;

/**
 * One measured number.
 *
 * @param work what was done meanwhile, as {@link Workload}s name it
 */
record Sample(String contender, int round, String work, Figure figure, double value) {}
