/** How a function runs: a Java class in this process, or an HTTP URL. */
@NullMarked
package io.passo.task.runtime;

import org.jspecify.annotations.NullMarked;
