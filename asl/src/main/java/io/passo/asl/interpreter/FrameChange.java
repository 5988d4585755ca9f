package io.passo.asl.interpreter;

import org.jspecify.annotations.Nullable;

/** New full value of a frame, or its tombstone ({@code frame == null}). */
public record FrameChange(FrameId id, @Nullable Frame frame) {}
