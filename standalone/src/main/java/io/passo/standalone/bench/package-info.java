/** Load and what it costs. */
@NullMarked
package io.passo.standalone.bench;

import org.jspecify.annotations.NullMarked;
