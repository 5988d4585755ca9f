/** Actions on tags. */
@NullMarked
package io.passo.coordinator.api.tag;

import org.jspecify.annotations.NullMarked;
