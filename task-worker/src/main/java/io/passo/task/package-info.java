/** The service that runs functions for Task states. */
@NullMarked
package io.passo.task;

import org.jspecify.annotations.NullMarked;
