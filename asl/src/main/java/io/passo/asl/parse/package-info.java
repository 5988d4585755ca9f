/**
 * From the text of a definition to the model, with a diagnostic for everything that is wrong with
 * it.
 */
@NullMarked
package io.passo.asl.parse;

import org.jspecify.annotations.NullMarked;
