/** What several whole-system tests share. */
@NullMarked
package io.passo.it.support;

import org.jspecify.annotations.NullMarked;
