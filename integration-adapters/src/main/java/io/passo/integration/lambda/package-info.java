/** Functions of a Lambda API endpoint. */
@NullMarked
package io.passo.integration.lambda;

import org.jspecify.annotations.NullMarked;
