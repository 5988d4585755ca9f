/** Registers the examples and runs one while a person watches. */
@NullMarked
package io.passo.standalone.demo;

import org.jspecify.annotations.NullMarked;
