/** The API as unmodified AWS clients use it. */
@NullMarked
package io.passo.it.api;

import org.jspecify.annotations.NullMarked;
