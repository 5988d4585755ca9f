package io.passo.asl.model;

/**
 * Ends the execution, branch or iteration successfully (asl.md §6.2).
 *
 * @param info name, place
 * @param flow data flow
 */
public record SucceedState(StateInfo info, DataFlow flow) implements State {}
