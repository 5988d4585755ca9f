package io.passo.asl.interpreter;

import java.time.Instant;

/**
 * Whether a Map Run may begin: an account has only so many open ones, and others wait
 * (operations.md §8.1). Must answer from memory: deciding waits for nobody.
 */
@FunctionalInterface
public interface MapRunAdmission {
  /** There is room for every Map Run. */
  MapRunAdmission ALL = (start, mapRunArn, startedAt) -> true;

  /**
   * Asks for a Map Run that has begun no child yet. One that may not begin asks again later.
   *
   * @param start the execution that the Map Run belongs to
   * @param startedAt when its history says that it began
   */
  boolean mayBegin(ExecutionStart start, String mapRunArn, Instant startedAt);
}
