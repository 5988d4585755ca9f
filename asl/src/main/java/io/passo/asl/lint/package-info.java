/** Static analysis beyond what creation rejects: {@code passo lint} (docs/lint.md). */
@NullMarked
package io.passo.asl.lint;

import org.jspecify.annotations.NullMarked;
