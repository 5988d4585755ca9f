/** AWS Glue. */
@NullMarked
package io.passo.integration.glue;

import org.jspecify.annotations.NullMarked;
