/** The examples, run as a user would. */
@NullMarked
package io.passo.it.examples;

import org.jspecify.annotations.NullMarked;
