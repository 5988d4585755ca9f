package io.passo.asl.interpreter;

import io.passo.asl.data.Json;

/**
 * A variable (asl.md §4). Each has a frame of its own, so that a step writes only those it assigns.
 *
 * @param id {@code <flow>=<name>}
 * @param value what it is assigned
 */
public record VariableFrame(FrameId id, Json value) implements Frame {}
