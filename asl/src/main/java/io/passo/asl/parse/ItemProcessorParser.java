package io.passo.asl.parse;

import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.ItemProcessor.Mode;
import io.passo.asl.model.ItemProcessor.ProcessorConfig;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.Workflow;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code ItemProcessor} or its deprecated name {@code Iterator}. */
final class ItemProcessorParser {
  private static final Set<String> FIELDS =
      Set.of("StartAt", "States", "Comment", "ProcessorConfig");
  private static final Set<String> CONFIG = Set.of("Mode", "ExecutionType");
  private static final Set<String> INLINE_CONFIG = Set.of("Mode");

  private ItemProcessorParser() {}

  static @Nullable ItemProcessor parse(Fields state, WorkflowParser workflows) {
    state.exactlyOneOf("ItemProcessor", "Iterator");
    Fields fields = state.object(state.has("ItemProcessor") ? "ItemProcessor" : "Iterator");
    if (fields == null) {
      return null;
    }
    fields.allowOnly(FIELDS);
    ProcessorConfig config = config(fields.object("ProcessorConfig"));
    Workflow workflow = workflows.parse(fields);
    return workflow == null ? null : new ItemProcessor(config, workflow);
  }

  private static ProcessorConfig config(@Nullable Fields config) {
    if (config == null) {
      return ProcessorConfig.INLINE;
    }
    boolean distributed =
        "DISTRIBUTED".equals(config.word("Mode", List.of("INLINE", "DISTRIBUTED")));
    config.allowOnly(distributed ? CONFIG : INLINE_CONFIG);
    if (!distributed) {
      return ProcessorConfig.INLINE;
    }
    config.require("ExecutionType");
    String type = config.word("ExecutionType", List.of("STANDARD", "EXPRESS"));
    return new ProcessorConfig(
        Mode.DISTRIBUTED, type == null ? null : StateMachineType.valueOf(type));
  }
}
