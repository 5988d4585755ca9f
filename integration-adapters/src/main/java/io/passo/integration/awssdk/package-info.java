/** Any service that has a client on the class path. */
@NullMarked
package io.passo.integration.awssdk;

import org.jspecify.annotations.NullMarked;
