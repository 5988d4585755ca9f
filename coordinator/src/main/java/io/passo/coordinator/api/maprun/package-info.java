/** Actions on Map Runs (api.md §8). */
@NullMarked
package io.passo.coordinator.api.maprun;

import org.jspecify.annotations.NullMarked;
