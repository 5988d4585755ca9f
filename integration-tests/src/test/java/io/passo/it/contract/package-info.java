/** The contract of the API, request by request, as any HTTP client sees it. */
@NullMarked
package io.passo.it.contract;

import org.jspecify.annotations.NullMarked;
