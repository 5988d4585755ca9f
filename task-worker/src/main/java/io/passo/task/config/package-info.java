/** Configuration of the service. */
@NullMarked
package io.passo.task.config;

import org.jspecify.annotations.NullMarked;
