/** Amazon EventBridge. */
@NullMarked
package io.passo.integration.eventbridge;

import org.jspecify.annotations.NullMarked;
