package io.myworkloads.operator.core.pods;

/**
 * The object whose Pods are decided upon.
 *
 * @param uid a new object with an old name is another object, so this alone identifies it
 * @param deleting whether it has a deletion timestamp: then nothing is made, adopted, released or
 *     removed on its behalf
 */
public record Owner(String uid, String namespace, boolean deleting) {}
