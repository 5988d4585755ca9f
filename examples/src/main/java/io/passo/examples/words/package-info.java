/** Functions of the word-count example. */
@NullMarked
package io.passo.examples.words;

import org.jspecify.annotations.NullMarked;
