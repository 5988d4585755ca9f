/** Execution history as AWS shows it. */
@NullMarked
package io.passo.asl.history;

import org.jspecify.annotations.NullMarked;
