/** How each type of state is interpreted, and the steps they share. */
@NullMarked
package io.passo.asl.interpreter.state;

import org.jspecify.annotations.NullMarked;
