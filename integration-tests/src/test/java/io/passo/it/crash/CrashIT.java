package io.passo.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.it.support.Clients;
import io.passo.it.support.ExampleRuns;
import io.passo.it.support.Examples;
import io.passo.servers.RedisServer;
import io.passo.standalone.demo.Example;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/**
 * Two thousand orders on two coordinators and two workers, while a coordinator, a worker and Redis
 * are killed.
 */
class CrashIT {
  private static final System.Logger LOG = System.getLogger(CrashIT.class.getName());
  private static final int ORDERS = Integer.getInteger("passo.test.orders", 2_000);
  private static final int AT_ONCE = 200;

  @TempDir Path data;

  @Test
  void shouldEndEveryOrderOnceWhenProcessesAreKilled()
      throws IOException, InterruptedException, ExecutionException {
    // given
    Example example = Examples.named("order-processing");
    SystemOptions options = SystemOptions.forTests(data).withCoordinators(2).withWorkers(2);
    try (PassoSystem system = PassoSystem.start(options);
        Clients clients = new Clients(system.coordinators());
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      ExampleRuns orders = new ExampleRuns(clients, example);
      AtomicInteger ended = new AtomicInteger();

      // when
      List<Future<Finished>> running = new ArrayList<>();
      for (int number = 0; number < ORDERS; number++) {
        running.add(threads.submit(process(orders, number, ended)));
      }
      disturb(system, ended);

      // then
      JsonNode expected = example.expected();
      for (Future<Finished> future : running) {
        assertWhole(future.get(), expected);
      }
      LOG.log(System.Logger.Level.INFO, "Orders ended once, with the right output: {0}", ORDERS);
    }
  }

  private record Finished(DescribeExecutionResponse described, List<HistoryEvent> history) {}

  private static Callable<Finished> process(ExampleRuns orders, int number, AtomicInteger ended) {
    return () -> {
      String execution = orders.start(number);
      DescribeExecutionResponse described = orders.finish(execution);
      ended.incrementAndGet();
      return new Finished(described, orders.history(execution));
    };
  }

  /** A coordinator and a worker twice, Redis once, spread over the run. */
  private static void disturb(PassoSystem system, AtomicInteger ended)
      throws InterruptedException, IOException {
    awaitShare(ended, 10);
    crash(system.coordinators().get(1));
    awaitShare(ended, 25);
    crash(system.workers().get(0));
    awaitShare(ended, 40);
    loseRedis(system.servers().redis());
    awaitShare(ended, 55);
    crash(system.coordinators().get(0));
    awaitShare(ended, 70);
    crash(system.workers().get(1));
  }

  private static void awaitShare(AtomicInteger ended, int percent) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (ended.get() < ORDERS * percent / 100 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    LOG.log(System.Logger.Level.INFO, "Orders ended: {0} of {1}", ended.get(), ORDERS);
  }

  private static void crash(Service service) throws InterruptedException {
    LOG.log(System.Logger.Level.INFO, "Killing {0}", service.name());
    service.kill();
    TimeUnit.SECONDS.sleep(2);
    service.startAgain();
  }

  private static void loseRedis(RedisServer redis) throws IOException {
    LOG.log(System.Logger.Level.INFO, "Wiping and killing Redis");
    flush(URI.create(redis.url()));
    redis.kill();
    redis.restart();
  }

  private static void flush(URI redis) throws IOException {
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(3))
          .isEqualTo("+OK".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void assertWhole(Finished order, JsonNode expected) {
    String execution = order.described().executionArn();
    assertThat(order.described().status()).as(execution).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ExampleRuns.json(order.described().output())).as(execution).isEqualTo(expected);
    assertThat(order.history())
        .as(execution)
        .extracting(HistoryEvent::id)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, order.history().size()).boxed().toList());
    assertThat(order.history())
        .as(execution)
        .filteredOn(event -> event.type() == HistoryEventType.EXECUTION_SUCCEEDED)
        .singleElement()
        .isSameAs(order.history().getLast());
  }
}
