package io.passo.task.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.Invocation;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Code of a version is fetched when it is called, once. */
class FetchedFunctionTest {
  private final AtomicInteger fetched = new AtomicInteger();
  private boolean isAway;
  private boolean isRetired;

  private final HostedFunction code =
      new HostedFunction() {
        @Override
        public FunctionResponse invoke(Invocation invocation) {
          return new Returned(invocation.payload());
        }

        @Override
        public void retire() {
          isRetired = true;
        }
      };

  private final FetchedFunction function =
      new FetchedFunction(
          () -> {
            fetched.incrementAndGet();
            if (isAway) {
              throw new IOException("nobody answers");
            }
            return code;
          });

  private static Invocation call() {
    return new Invocation(
        "r", "arn", new byte[] {'1'}, Instant.now().plusSeconds(9), "a", "s", "e", null);
  }

  @Test
  void shouldFetchOnce() throws InterruptedException {
    // when
    FunctionResponse first = function.invoke(call());
    FunctionResponse second = function.invoke(call());

    // then
    assertThat(first).isInstanceOf(Returned.class);
    assertThat(second).isInstanceOf(Returned.class);
    assertThat(fetched).hasValue(1);
  }

  @Test
  void shouldTryAgainWhenTheCodeCouldNotBeFetched() throws InterruptedException {
    // given
    isAway = true;
    FunctionResponse failed = function.invoke(call());

    // when
    isAway = false;
    FunctionResponse response = function.invoke(call());

    // then
    assertThat(failed)
        .isInstanceOfSatisfying(
            ServiceError.class,
            error -> {
              assertThat(error.name()).isEqualTo("Lambda.ServiceException");
              assertThat(error.cause()).contains("nobody answers");
            });
    assertThat(response).isInstanceOf(Returned.class);
  }

  @Test
  void shouldRetireWhatItFetched() throws InterruptedException {
    // given
    function.retire();
    assertThat(isRetired).isFalse();

    // when a call still comes
    function.invoke(call());

    // then
    assertThat(isRetired).isTrue();
  }
}
