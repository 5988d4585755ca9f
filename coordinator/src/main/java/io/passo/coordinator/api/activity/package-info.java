/** Actions on activities and task tokens. */
@NullMarked
package io.passo.coordinator.api.activity;

import org.jspecify.annotations.NullMarked;
