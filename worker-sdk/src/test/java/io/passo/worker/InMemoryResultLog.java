package io.passo.worker;

import io.passo.protocol.DeadLetter;
import io.passo.protocol.Job;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Results in memory; durable only when the test says so. */
final class InMemoryResultLog implements ResultLog, JobLog {
  final Map<String, Job> jobs = new ConcurrentHashMap<>();
  final List<StepResult> results = new CopyOnWriteArrayList<>();
  final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
  final CountDownLatch durable = new CountDownLatch(1);

  @Override
  public void append(StepCommand command, byte[] result) throws InterruptedException {
    tryAppend(command, result);
    durable.await();
  }

  @Override
  public void tryAppend(StepCommand command, byte[] result) {
    if (!StepResultCodec.isSignedBy(
        result, Pool.RESULT_KEYS.key(command.executionArn(), command.attempt(), Pool.KEYS_OF))) {
      throw new AssertionError("not signed: " + command);
    }
    try {
      results.add(StepResultCodec.decode(result));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void put(Job job) {
    jobs.put(job.command().attemptId(), job);
  }

  @Override
  public void remove(Job job) {
    jobs.remove(job.command().attemptId());
  }

  @Override
  public void bury(DeadLetter letter) throws InterruptedException {
    letters.add(letter);
    durable.await();
  }

  @Override
  public void close() {
    durable.countDown();
  }
}
