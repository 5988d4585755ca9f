package io.passo.worker;

import io.passo.protocol.Job;

/** Port to {@code passo.jobs}. Safe for threads. */
interface JobLog {
  /**
   * Notes that a job runs, and waits until that is durable.
   *
   * @throws InterruptedException if the log is closed before
   */
  void put(Job job) throws InterruptedException;

  /** Notes that a job need not be followed any more, and waits until that is durable. */
  void remove(Job job) throws InterruptedException;
}
