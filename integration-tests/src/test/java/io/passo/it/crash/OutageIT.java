package io.passo.it.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.it.support.Clients;
import io.passo.it.support.ExampleRuns;
import io.passo.it.support.Examples;
import io.passo.servers.Server;
import io.passo.servers.Servers;
import io.passo.standalone.demo.Example;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Kafka, Redis and PostgreSQL are away: at the start, and for long in the middle of the work. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
  private static final int ORDERS = 30;
  private static final Duration AWAY = Duration.ofSeconds(12);
  private static final Duration UP_AGAIN = Duration.ofSeconds(90);

  private static final Example EXAMPLE = Examples.named("order-processing");

  private static PassoSystem system;
  private static Clients clients;
  private static ExampleRuns orders;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    system = PassoSystem.start(SystemOptions.forTests(data));
    clients = new Clients(system.coordinators());
    orders = new ExampleRuns(clients, EXAMPLE);
  }

  @AfterAll
  static void stop() {
    clients.close();
    system.close();
  }

  private enum Outage {
    KAFKA(Servers::kafka),
    REDIS(Servers::redis),
    POSTGRES(Servers::postgres);

    private final Function<Servers, Server> server;

    Outage(Function<Servers, Server> server) {
      this.server = server;
    }
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void shouldLoseNoExecutionWhenServerIsAway(Outage outage)
      throws InterruptedException, ExecutionException, IOException {
    // given
    Server server = outage.server.apply(system.servers());
    Service coordinator = system.coordinators().getFirst();
    JsonNode expected = EXAMPLE.expected();
    List<Future<DescribeExecutionResponse>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(ORDERS)) {
      for (int number = 0; number < ORDERS; number++) {
        int own = outage.ordinal() * ORDERS + number;
        running.add(threads.submit(() -> orders.finish(orders.start(own))));
      }

      // when
      server.kill();
      TimeUnit.SECONDS.sleep(AWAY.toSeconds());
      boolean readyWithout = coordinator.isReady();
      server.restart();

      // then
      assertThat(readyWithout).isFalse();
      for (Future<DescribeExecutionResponse> future : running) {
        DescribeExecutionResponse order = future.get();
        assertThat(order.status()).as(order.executionArn()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ExampleRuns.json(order.output())).isEqualTo(expected);
      }
      await().atMost(UP_AGAIN).until(coordinator::isReady);
    }
  }

  @Test
  @Order(2)
  void shouldWaitForServersThatAreAbsentAtStart() throws IOException {
    // given
    List<Service> services =
        Stream.of(system.coordinators(), system.workers(), system.adapters())
            .flatMap(List::stream)
            .toList();
    List<Server> servers =
        List.of(system.servers().kafka(), system.servers().redis(), system.servers().postgres());
    services.forEach(Service::kill);
    servers.forEach(Server::kill);
    Service coordinator = system.coordinators().getFirst();
    long logged = Files.size(coordinator.log());

    // when
    services.forEach(Service::startAgain);

    // then
    for (String name : List.of("kafka", "redis", "postgresql")) {
      await()
          .atMost(UP_AGAIN)
          .until(
              () ->
                  Files.readString(coordinator.log())
                      .substring((int) logged)
                      .contains("Waiting for a dependency: name=" + name));
    }
    assertThat(services).allMatch(Service::isAlive).noneMatch(Service::isReady);

    // when
    servers.forEach(Server::restart);
    services.forEach(Service::awaitReady);

    // then
    DescribeExecutionResponse order = orders.finish(orders.start(1_000));
    assertThat(order.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }
}
