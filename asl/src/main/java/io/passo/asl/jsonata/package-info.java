/** JSONata behind one seam: compiled once, bounded, without clock and randomness of its own. */
@NullMarked
package io.passo.asl.jsonata;

import org.jspecify.annotations.NullMarked;
