/** Task tokens: what a caller shows to finish an attempt through the API. */
@NullMarked
package io.passo.protocol.token;

import org.jspecify.annotations.NullMarked;
