/** Amazon DynamoDB. */
@NullMarked
package io.passo.integration.dynamodb;

import org.jspecify.annotations.NullMarked;
