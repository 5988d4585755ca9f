/** HTTP Task with connections. */
@NullMarked
package io.passo.integration.http;

import org.jspecify.annotations.NullMarked;
