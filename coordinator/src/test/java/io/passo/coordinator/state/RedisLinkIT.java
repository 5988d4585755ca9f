package io.passo.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.servers.Servers;
import io.passo.servers.proxy.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link to a real Redis whose network may be half-open. */
class RedisLinkIT {
  private static final int SILENT_SECONDS = 1;
  private static final long LIMIT_SECONDS = 10;

  private final Vertx vertx = Vertx.vertx();
  private final TcpProxy proxy = TcpProxy.plain();
  private final Redis redis = Redis.createClient(vertx, options());
  private final RedisLink link = new RedisLink(redis);

  private RedisOptions options() {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString("redis://127.0.0.1:" + proxy.port())
            // What is half-open must have left the pool.
            .setMaxPoolSize(1);
    options.getNetClientOptions().setReadIdleTimeout(SILENT_SECONDS);
    return options;
  }

  @BeforeEach
  void connect() {
    proxy.connectTo(URI.create(Servers.shared().redis().url()).getPort());
  }

  @AfterEach
  void disconnect() {
    link.close();
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    proxy.close();
  }

  @Test
  void shouldGiveUpAConnectionThatIsHalfOpen() {
    // given
    await(ping());
    proxy.stall();
    List<Future<@Nullable Response>> unanswered = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      unanswered.add(ping());
    }

    // when
    assertThat(proxy.leaveHalfOpen()).isEqualTo(1);

    // then
    for (Future<@Nullable Response> answer : unanswered) {
      assertThatThrownBy(() -> await(answer)).isInstanceOf(CompletionException.class);
    }
    assertThat(String.valueOf(await(ping()))).isEqualTo("PONG");
  }

  private Future<@Nullable Response> ping() {
    return link.send(Request.cmd(Command.PING));
  }

  private static @Nullable Response await(Future<@Nullable Response> answer) {
    return answer
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
