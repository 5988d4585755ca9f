package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.BlobId;
import io.passo.coordinator.engine.Blobs.Blob;
import io.passo.coordinator.engine.Blobs.Use;
import io.passo.protocol.ExecutionKey;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgBlobsIT {
  private static RealPostgres postgres;
  private static PgBlobs blobs;

  @BeforeAll
  static void connect() {
    postgres = new RealPostgres();
    blobs = new PgBlobs(postgres.pool());
  }

  @AfterAll
  static void disconnect() throws Exception {
    postgres.close();
  }

  private static Blob blob(int bytes) {
    byte[] data = new byte[bytes];
    new Random(bytes).nextBytes(data);
    return new Blob(new BlobId(UUID.randomUUID().toString()), data);
  }

  private static Use use(Blob blob) {
    return new Use(
        ExecutionKey.of("arn:aws:states:us-east-1:0:execution:m:" + UUID.randomUUID()), blob.id());
  }

  private static void age(Blob blob) {
    run(
        "UPDATE blob SET used_at = now() - interval '9 days' WHERE id = '"
            + blob.id().value()
            + "'");
    run(
        "UPDATE blob_use SET noted_at = now() - interval '9 days' WHERE id = '"
            + blob.id().value()
            + "'");
  }

  private static void run(String sql) {
    Blocking.await(sql, postgres.pool().query(sql).execute());
  }

  private static boolean isThere(Blob blob) {
    return blobs.get(List.of(blob.id())).containsKey(blob.id());
  }

  @Test
  void shouldGiveBackBlobsOfManyChunks() {
    // given
    Blob large = blob(3 * (1 << 20) + 17);
    Blob small = blob(1);

    // when
    blobs.put(List.of(large, small), List.of(use(large)));

    // then
    assertThat(blobs.get(List.of(large.id(), small.id(), new BlobId("none"))))
        .hasSize(2)
        .containsEntry(large.id(), large.data())
        .containsEntry(small.id(), small.data());
  }

  @Test
  void shouldStoreWhatIsThereAlreadyOnce() {
    // given
    Blob blob = blob(1 << 20);
    Use use = use(blob);
    blobs.put(List.of(blob), List.of(use));

    // when
    blobs.put(List.of(blob), List.of(use));

    // then
    assertThat(blobs.get(List.of(blob.id()))).containsEntry(blob.id(), blob.data());
  }

  @Test
  void shouldSweepWhatNobodyRefersToAndLeaveWhatIsYoung() {
    // given
    Blob young = blob(10);
    Blob unnamed = blob(11);
    Blob ofGone = blob(12);
    blobs.put(List.of(young, unnamed, ofGone), List.of(use(ofGone)));
    age(unnamed);
    age(ofGone);

    // when
    int removed = blobs.sweep();

    // then
    assertThat(removed).isGreaterThanOrEqualTo(2);
    assertThat(isThere(young)).isTrue();
    assertThat(isThere(unnamed)).isFalse();
    assertThat(isThere(ofGone)).isFalse();
  }

  @Test
  void shouldLeaveWhatAnExecutionInTheIndexRefersTo() {
    // given
    Blob blob = blob(13);
    Use use = use(blob);
    blobs.put(List.of(blob), List.of(use));
    age(blob);
    run(
        "INSERT INTO execution (execution_key, execution_arn, state_machine_hash, state_machine_arn, name, account,"
            + " status, start_date, input, definition_hash, role_arn, partition) VALUES ('"
            + use.key().value()
            + "', 'a', 0, 'm', 'n', '0', 0, 0, '', 'h', 'r', 0)");

    // when
    blobs.sweep();

    // then
    assertThat(isThere(blob)).isTrue();
  }
}
