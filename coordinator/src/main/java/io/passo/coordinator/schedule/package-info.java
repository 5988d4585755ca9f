/** What is done again and again. */
@NullMarked
package io.passo.coordinator.schedule;

import org.jspecify.annotations.NullMarked;
