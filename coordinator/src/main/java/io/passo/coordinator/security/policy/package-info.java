/** IAM policies: read, checked and evaluated; pure. */
@NullMarked
package io.passo.coordinator.security.policy;

import org.jspecify.annotations.NullMarked;
