package io.passo.it.support;

import io.passo.standalone.system.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * A caller that asks another coordinator when one does not answer, as one behind a load balancer
 * would.
 */
public final class Clients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<SfnClient> clients;
  private final Duration patience;
  private final AtomicInteger next = new AtomicInteger();

  /** Callers of these coordinators. */
  public Clients(List<Service> coordinators) {
    this(coordinators, PATIENCE);
  }

  /**
   * Callers that ask for a while.
   *
   * @param patience how long they ask again when nobody answers
   */
  public Clients(List<Service> coordinators, Duration patience) {
    this.clients = coordinators.stream().map(Clients::client).toList();
    this.patience = patience;
  }

  /** A caller of one coordinator. */
  public static SfnClient client(Service coordinator) {
    return SfnClient.builder()
        .endpointOverride(coordinator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(15)))
        .build();
  }

  /**
   * Calls until one of them answers; errors that are the caller's fault are thrown at once.
   *
   * @throws SdkServiceException if the API refuses
   */
  public <T> T call(Function<SfnClient, T> call) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return call.apply(clients.get(Math.floorMod(next.getAndIncrement(), clients.size())));
      } catch (SdkServiceException e) {
        if (e.statusCode() < 500 || System.nanoTime() > deadline) {
          throw e;
        }
      } catch (SdkClientException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** The whole history of an execution. */
  public List<HistoryEvent> history(String executionArn) {
    List<HistoryEvent> events = new ArrayList<>();
    @Nullable String token = null;
    do {
      String from = token;
      GetExecutionHistoryResponse page =
          call(
              api ->
                  api.getExecutionHistory(
                      of -> of.executionArn(executionArn).maxResults(1000).nextToken(from)));
      events.addAll(page.events());
      token = page.nextToken();
    } while (token != null);
    return events;
  }

  @Override
  public void close() {
    clients.forEach(SfnClient::close);
  }
}
