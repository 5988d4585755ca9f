/** The intrinsic functions {@code States.*}. */
@NullMarked
package io.passo.asl.intrinsic;

import org.jspecify.annotations.NullMarked;
