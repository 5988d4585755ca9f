/**
 * How the Lambda service names functions and words its errors: for every worker that calls
 * functions.
 */
@NullMarked
package io.passo.worker.lambda;

import org.jspecify.annotations.NullMarked;
