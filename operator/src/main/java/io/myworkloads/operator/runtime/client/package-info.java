/** What all who talk to the API server need of the client library. */
@NullMarked
package io.myworkloads.operator.runtime.client;

import org.jspecify.annotations.NullMarked;
