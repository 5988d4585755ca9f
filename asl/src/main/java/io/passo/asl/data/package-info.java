/** JSON values. */
@NullMarked
package io.passo.asl.data;

import org.jspecify.annotations.NullMarked;
