/** Which functions there are, and what becomes of a step that calls one. */
@NullMarked
package io.passo.task.function;

import org.jspecify.annotations.NullMarked;
