/** What the API server accepts and refuses of the custom resources, by their CRDs alone. */
@NullMarked
package io.myworkloads.e2e.api;

import org.jspecify.annotations.NullMarked;
