package io.passo.asl.model;

import io.passo.asl.data.Json;

/**
 * Variables that a state, Choice rule or Catcher sets (asl.md §4).
 *
 * @param values the object as written: variable names and what they become
 */
public record Assign(Json values) {}
