/** Recorded answers of AWS, compared with ours (resources/conformance/README.md). */
@NullMarked
package io.passo.it.conformance;

import org.jspecify.annotations.NullMarked;
