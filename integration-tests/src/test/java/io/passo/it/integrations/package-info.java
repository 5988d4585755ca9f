/** What Task states call, through the whole system. */
@NullMarked
package io.passo.it.integrations;

import org.jspecify.annotations.NullMarked;
