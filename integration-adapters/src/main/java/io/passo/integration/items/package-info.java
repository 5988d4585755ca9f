/** Items that Distributed Maps read, and results that they write (asl.md §6.8). */
@NullMarked
package io.passo.integration.items;

import org.jspecify.annotations.NullMarked;
