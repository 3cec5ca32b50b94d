/** The API group {@code myworkloads.io/v1} as Java classes. */
package io.myworkloads.api.v1;
