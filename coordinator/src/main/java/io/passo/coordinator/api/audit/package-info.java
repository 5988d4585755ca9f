/** Who did what: one line for each management call, without payloads. */
@NullMarked
package io.passo.coordinator.api.audit;

import org.jspecify.annotations.NullMarked;
