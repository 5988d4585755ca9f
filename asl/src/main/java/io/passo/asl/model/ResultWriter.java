package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/**
 * What a Distributed Map makes of the results of its children, and where it writes them.
 *
 * @param resource {@code arn:aws:states:::s3:putObject}; null = they are the output of the state
 * @param arguments {@code Parameters} or {@code Arguments} of the call
 * @param transformation {@code WriterConfig.Transformation}
 * @param lines whether {@code WriterConfig.OutputType} is {@code JSONL}: a line per result
 */
public record ResultWriter(
    @Nullable String resource,
    @Nullable ValueTemplate arguments,
    Transformation transformation,
    boolean lines) {
  /** Without {@code ResultWriter}. */
  public static final ResultWriter NONE =
      new ResultWriter(null, null, Transformation.COMPACT, false);

  /** Whether results are written to S3. */
  public boolean isExport() {
    return resource != null;
  }

  /** What becomes of the result of a child that succeeded. */
  public enum Transformation {
    /** Everything about the child execution. */
    NONE,
    /** Its output. */
    COMPACT,
    /** Its output; an array by its elements. */
    FLATTEN
  }
}
