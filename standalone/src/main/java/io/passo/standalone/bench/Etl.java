package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.Artifacts;
import io.passo.standalone.system.S3Mock;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The example {@code etl} with as many rows as one likes: a CSV file on S3, a Distributed Map with
 * batches of 500, a function for each, and a ResultWriter. What it has written is compared with
 * what the rows give.
 */
public final class Etl {
  /** The bucket that it reads and writes. */
  public static final String BUCKET = "etl";

  private static final int BATCH = 500;
  private static final String KEY = "orders.csv";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One run.
   *
   * @param rows of the file
   * @param bytes of the file
   * @param batches child executions
   * @param seconds from the start of the execution to its end
   * @param succeeded items, as the Map Run counts them
   * @param checksum SHA-256 of the sorted results
   * @param isRight whether the results are those that the rows give
   * @param killed services that were killed on the way, in order
   * @param processes what each process took, those of the store and of Kafka, too
   */
  public record Result(
      int rows,
      long bytes,
      int batches,
      double seconds,
      long succeeded,
      String checksum,
      boolean isRight,
      List<String> killed,
      Map<String, UsageWatch.Usage> processes) {}

  private final SystemStatus system;
  private final S3Mock store;
  private final Consumer<String> progress;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * On a system of this host.
   *
   * @param store that the adapters of the system use as S3
   */
  public Etl(SystemStatus system, S3Mock store, Consumer<String> progress) {
    this.system = system;
    this.store = store;
    this.progress = progress;
  }

  /**
   * Runs it once.
   *
   * @param rows how many rows
   * @param kills whether a coordinator, an adapter and a task-worker are killed on the way
   * @throws SystemException if the execution does not succeed
   */
  public Result run(int rows, boolean kills) {
    OrdersFile orders = new OrdersFile(rows, BATCH);
    URI first = URI.create(system.coordinators().getFirst().address());
    try (StatesClient client = new StatesClient(first, Signer.wanted(first, system));
        UsageWatch watch = new UsageWatch(Path.of(system.data()), List.of(store.process()))) {
      long bytes = upload(orders);
      String machine = client.register("etl", definition());
      ServiceKills victims = new ServiceKills(Path.of(system.data()));
      long begin = System.nanoTime();
      String execution =
          client.start(machine, "{\"bucket\":\"" + BUCKET + "\",\"key\":\"" + KEY + "\"}");
      MapRunWatch run = new MapRunWatch(client, execution);
      JsonNode ended =
          run.end(
              succeeded -> {
                progress.accept(succeeded + " of " + rows + " rows");
                if (kills) {
                  victims.reached((double) succeeded / rows);
                }
              });
      double seconds = (System.nanoTime() - begin) / 1e9;
      requireSuccess(ended);
      List<String> found = results(ended);
      List<String> wanted = new ArrayList<>(orders.sums());
      wanted.sort(null);
      return new Result(
          rows,
          bytes,
          found.size(),
          seconds,
          MapRunWatch.items(run.run(), "succeeded"),
          checksum(found),
          found.equals(wanted),
          victims.killed(),
          watch.usage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String definition() throws IOException {
    return Files.readString(
        Artifacts.locate().examples().resolve(Path.of("etl", "etl.asl.json")),
        StandardCharsets.UTF_8);
  }

  private static void requireSuccess(JsonNode ended) {
    if (!ended.path("status").asText().equals("SUCCEEDED")) {
      throw new SystemException(
          "Expected the execution to succeed but it ended as %s: %s: %s"
              .formatted(
                  ended.path("status").asText(),
                  ended.path("error").asText(),
                  ended.path("cause").asText()));
    }
  }

  private long upload(OrdersFile orders) throws IOException {
    progress.accept("writing " + orders.rows() + " rows to S3");
    Path file = Path.of(system.data()).resolve(KEY);
    orders.write(file);
    HttpRequest put =
        HttpRequest.newBuilder(object(KEY)).PUT(HttpRequest.BodyPublishers.ofFile(file)).build();
    send(put);
    long bytes = Files.size(file);
    Files.delete(file);
    return bytes;
  }

  private URI object(String key) {
    return store.url().resolve("/" + BUCKET + "/" + key);
  }

  /** Lines of all files that the manifest names, sorted. */
  private List<String> results(JsonNode ended) throws IOException {
    String key =
        JSON.readTree(ended.path("output").asText())
            .path("ResultWriterDetails")
            .path("Key")
            .asText();
    JsonNode files = JSON.readTree(get(key)).path("ResultFiles");
    List<String> lines = new ArrayList<>();
    for (JsonNode file : files.path("SUCCEEDED")) {
      get(file.path("Key").asText()).lines().forEach(lines::add);
    }
    lines.sort(null);
    return lines;
  }

  private String get(String key) {
    return send(HttpRequest.newBuilder(object(key)).build());
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new SystemException(
            "Expected %s %s to succeed but the store answered %d: %s"
                .formatted(
                    request.method(), request.uri(), response.statusCode(), response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new SystemException("Expected an answer from " + request.uri() + " but " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }

  private static String checksum(List<String> lines) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
