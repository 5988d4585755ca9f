package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.function.CodeStore;
import io.passo.coordinator.function.CodeStore.Place;
import io.passo.coordinator.security.access.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The zip of a function: the one that a request carries, or one in S3-compatible storage. */
@Singleton
public final class CodeSource {
  // As large as one that a request can carry.
  private static final int LARGEST_ZIP = LambdaRoute.LARGEST_BODY / 4 * 3;

  private final CodeStore store;
  private final FunctionAccess access;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public CodeSource(CodeStore store, FunctionAccess access) {
    this.store = store;
    this.access = access;
  }

  /**
   * The zip.
   *
   * @param code member {@code Code} of CreateFunction, or a request UpdateFunctionCode
   */
  Uni<byte[]> zip(JsonNode code, Call call) {
    if (!code.hasNonNull("S3Bucket")) {
      return Uni.createFrom().item(() -> FunctionMembers.zip(code));
    }
    if (code.hasNonNull("ZipFile")) {
      throw LambdaErrors.invalid(
          "Please do not provide other FunctionCode parameters when providing a ZipFile.");
    }
    if (!code.path("S3Bucket").isTextual() || !code.path("S3Key").isTextual()) {
      throw LambdaErrors.invalid("Expected S3Bucket and S3Key to name an object");
    }
    Place place =
        new Place(
            code.path("S3Bucket").textValue(),
            code.path("S3Key").textValue(),
            code.path("S3ObjectVersion").textValue());
    String object =
        "arn:%s:s3:::%s/%s".formatted(call.caller().partition(), place.bucket(), place.key());
    return access
        .allowed(new Permission("s3:GetObject", object), call)
        .chain(() -> CallerContext.back(stored(call.caller().region(), place)))
        .map(FunctionMembers::unzipped);
  }

  private Uni<byte[]> stored(String region, Place place) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                return store.read(region, place, LARGEST_ZIP);
              } catch (CodeStore.UnreadableException e) {
                throw LambdaErrors.invalid(String.valueOf(e.getMessage()));
              }
            })
        .runSubscriptionOn(threads);
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
