package io.passo.coordinator.engine;

import io.passo.asl.data.JsonReference;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Commands as workers get them: with the text of their input, however large it is. */
final class WholeSteps implements StepQueue {
  private final StepQueue steps;
  private final LargePayloads payloads;

  WholeSteps(StepQueue steps, LargePayloads payloads) {
    this.steps = steps;
    this.payloads = payloads;
  }

  @Override
  public CompletableFuture<Long> send(StepPartition to, StepCommand command) {
    if (!JsonReference.isReference(command.input().utf8())) {
      return steps.send(to, command);
    }
    return payloads
        .filled(command.input())
        .map(input -> steps.send(to, command.withInput(input)))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new RejectedException("The input of the step is lost")));
  }

  @Override
  public long mark(StepPartition to, StepMarker marker) {
    return steps.mark(to, marker);
  }

  @Override
  public long end(StepPartition partition) {
    return steps.end(partition);
  }

  @Override
  public Set<String> find(StepPartition partition, long from, long to) {
    return steps.find(partition, from, to);
  }

  @Override
  public long groupStart(StepPartition partition) {
    return steps.groupStart(partition);
  }
}
