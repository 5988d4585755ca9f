/** Calls of any AWS service by the metadata of its SDK client. */
@NullMarked
package io.passo.integration.sdk;

import org.jspecify.annotations.NullMarked;
