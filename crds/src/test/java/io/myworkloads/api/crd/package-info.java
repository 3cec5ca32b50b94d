/**
 * Makes the CRDs from the API's classes and from what upstream publishes of the Pod. It is test
 * code because only the build needs it: nothing of it is in the jar.
 */
@NullMarked
package io.myworkloads.api.crd;

import org.jspecify.annotations.NullMarked;
