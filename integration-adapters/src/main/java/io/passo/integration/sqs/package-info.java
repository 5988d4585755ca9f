/** Amazon SQS. */
@NullMarked
package io.passo.integration.sqs;

import org.jspecify.annotations.NullMarked;
