/** Launcher and command line of Passo. */
@NullMarked
package io.passo.standalone;

import org.jspecify.annotations.NullMarked;
