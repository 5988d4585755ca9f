/** Amazon SNS. */
@NullMarked
package io.passo.integration.sns;

import org.jspecify.annotations.NullMarked;
