/**
 * The API group {@code myworkloads.io/v1} as Java classes. A kind is a custom resource class, its
 * spec and its status; what the kinds share (group, categories, defaults) stands in {@link
 * io.myworkloads.api.v1.MyWorkloads}. The CRDs under {@code crds/} are made from these classes.
 */
@NullMarked
package io.myworkloads.api.v1;

import org.jspecify.annotations.NullMarked;
