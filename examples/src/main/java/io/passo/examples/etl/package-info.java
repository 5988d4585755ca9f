/** Sums rows of a file; see examples/etl. */
@NullMarked
package io.passo.examples.etl;

import org.jspecify.annotations.NullMarked;
