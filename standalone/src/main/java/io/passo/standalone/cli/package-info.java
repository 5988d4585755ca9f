/** The command line. */
@NullMarked
package io.passo.standalone.cli;

import org.jspecify.annotations.NullMarked;
