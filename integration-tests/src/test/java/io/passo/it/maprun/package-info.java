/** Distributed Maps over objects of a real S3-compatible server. */
@NullMarked
package io.passo.it.maprun;

import org.jspecify.annotations.NullMarked;
