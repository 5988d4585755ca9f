/** The AWS-compatible API: its wire format, its operations by resource, its errors. */
@NullMarked
package io.passo.coordinator.api;

import org.jspecify.annotations.NullMarked;
