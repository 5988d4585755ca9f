/** Paths into JSON values and the templates that use them. */
@NullMarked
package io.passo.asl.path;

import org.jspecify.annotations.NullMarked;
