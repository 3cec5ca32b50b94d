package io.myworkloads.operator.core.pods;

/**
 * The owner reference with {@code controller: true} of an object: at most one, and it alone says
 * who manages the object.
 *
 * @param uid decides; the other fields only help to find the owner
 */
public record ControllerRef(String apiVersion, String kind, String name, String uid) {}
