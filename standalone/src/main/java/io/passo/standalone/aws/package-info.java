/** A small client of the AWS JSON API. */
@NullMarked
package io.passo.standalone.aws;

import org.jspecify.annotations.NullMarked;
