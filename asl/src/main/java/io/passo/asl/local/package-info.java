/** Runs executions in the calling thread, on the interpreter alone and in time that is data. */
@NullMarked
package io.passo.asl.local;

import org.jspecify.annotations.NullMarked;
