/** Functions of the machine-learning example: a logistic regression, small but real. */
@NullMarked
package io.passo.examples.ml;

import org.jspecify.annotations.NullMarked;
