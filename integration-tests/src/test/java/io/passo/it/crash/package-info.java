/** Processes are killed under load, and nothing is lost. */
@NullMarked
package io.passo.it.crash;

import org.jspecify.annotations.NullMarked;
