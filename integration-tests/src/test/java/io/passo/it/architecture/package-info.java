/** Rules about which module and package may know which. */
@NullMarked
package io.passo.it.architecture;

import org.jspecify.annotations.NullMarked;
