package io.passo.asl.parse;

import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code StartAt} and {@code States} at any depth. */
final class WorkflowParser {
  private final QueryLanguage machineLanguage;

  WorkflowParser(QueryLanguage machineLanguage) {
    this.machineLanguage = machineLanguage;
  }

  QueryLanguage machineLanguage() {
    return machineLanguage;
  }

  /**
   * The workflow an object holds, or null if it lacks a start or states; the reason is reported.
   */
  @Nullable Workflow parse(Fields fields) {
    fields.require("States", "StartAt");
    String startAt = fields.text("StartAt");
    Fields states = fields.object("States");
    if (states == null) {
      return null;
    }
    SequencedMap<String, State> parsed = states(states);
    return startAt == null
        ? null
        : new Workflow(startAt, parsed, fields.text("Comment"), fields.pointer());
  }

  private SequencedMap<String, State> states(Fields states) {
    SequencedMap<String, State> parsed = new LinkedHashMap<>();
    if (states.names().isEmpty()) {
      states.diagnostics().schema(states.pointer(), "Value cannot be empty");
    }
    for (String name : states.names()) {
      Fields fields = states.object(name);
      State state = fields == null ? null : new StateParser(this).parse(name, fields);
      if (state != null) {
        parsed.put(name, state);
      }
    }
    return parsed;
  }
}
