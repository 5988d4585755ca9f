/** The chart, the images and the compose file. */
@NullMarked
package io.passo.it.packaging;

import org.jspecify.annotations.NullMarked;
