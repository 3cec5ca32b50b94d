package io.myworkloads.operator.runtime.watch;

/**
 * What is kept of an object as of a version.
 *
 * @param version the resource version that the view shows
 * @param <V> the view
 */
public record Stored<V>(V view, long version) {}
