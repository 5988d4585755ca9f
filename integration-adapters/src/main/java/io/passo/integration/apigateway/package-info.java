/** Amazon API Gateway. */
@NullMarked
package io.passo.integration.apigateway;

import org.jspecify.annotations.NullMarked;
