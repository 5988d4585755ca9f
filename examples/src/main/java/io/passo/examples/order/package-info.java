/**
 * Functions of the order-processing example: plain AWS Lambda handlers that know nothing of Passo.
 */
@NullMarked
package io.passo.examples.order;

import org.jspecify.annotations.NullMarked;
