package io.passo.asl.model;

/** Execution type of a state machine (asl.md §8). */
public enum StateMachineType {
  STANDARD,
  EXPRESS
}
