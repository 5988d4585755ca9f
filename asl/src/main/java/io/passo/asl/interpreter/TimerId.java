package io.passo.asl.interpreter;

/**
 * Identity of a timer within its execution.
 *
 * @param frame frame that waits
 * @param kind what for
 * @param eventId history event that created it; with it a timer of an earlier visit cannot be
 *     mistaken for this one
 */
public record TimerId(FrameId frame, TimerKind kind, long eventId) {}
