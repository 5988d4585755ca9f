/** What a definition must satisfy beyond its form: one class per rule. */
@NullMarked
package io.passo.asl.validate;

import org.jspecify.annotations.NullMarked;
