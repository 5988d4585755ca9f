/** What {@code passo lint} prints. */
@NullMarked
package io.passo.standalone.lint;

import org.jspecify.annotations.NullMarked;
