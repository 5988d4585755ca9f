/** What the load of {@code ./passo bench} calls. */
@NullMarked
package io.passo.examples.bench;

import org.jspecify.annotations.NullMarked;
