package io.passo.asl.interpreter;

import io.passo.asl.data.Json;

/**
 * What a Map iterates over, if an expression says so: evaluated again it could give something else.
 *
 * @param id {@code <fan-out>:items}
 * @param items an array
 */
public record ItemsFrame(FrameId id, Json items) implements Frame {}
