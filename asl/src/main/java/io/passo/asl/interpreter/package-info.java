/** The pure interpreter: what an execution does next, as data. */
@NullMarked
package io.passo.asl.interpreter;

import org.jspecify.annotations.NullMarked;
