package io.passo.protocol;

/** What lies in a step topic: work, or a marker that a worker accepts and forgets. */
public sealed interface StepMessage permits StepCommand, StepMarker {}
