package io.passo.asl.validate;

import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import java.util.List;

/** One thing that makes a well-formed definition unusable. */
interface Rule {
  /** What is wrong, in the order of the definition; empty if nothing is. */
  List<Diagnostic> check(StateMachine machine, StateMachineType type);
}
