package io.passo.asl.interpreter;

import java.time.Instant;

/** A pending timer, derived from the frame that waits. */
public record Timer(TimerId id, Instant due) {}
