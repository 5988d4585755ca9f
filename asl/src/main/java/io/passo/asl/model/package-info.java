/** A parsed state machine: immutable and complete. */
@NullMarked
package io.passo.asl.model;

import org.jspecify.annotations.NullMarked;
