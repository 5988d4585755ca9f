package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/**
 * What a Map state does with an item.
 *
 * @param config {@code ProcessorConfig}
 * @param workflow {@code StartAt} and {@code States}
 */
public record ItemProcessor(ProcessorConfig config, Workflow workflow) {

  /**
   * How iterations run.
   *
   * @param mode {@code Mode}
   * @param executionType {@code ExecutionType} of child executions, in Distributed mode only
   */
  public record ProcessorConfig(Mode mode, @Nullable StateMachineType executionType) {
    /** Without {@code ProcessorConfig}. */
    public static final ProcessorConfig INLINE = new ProcessorConfig(Mode.INLINE, null);
  }

  /** Where iterations run. */
  public enum Mode {
    /** In the execution itself. */
    INLINE,
    /** As child executions of a Map Run. */
    DISTRIBUTED
  }
}
