package io.passo.coordinator.api.lambda;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.access.ApiAccess;
import io.passo.coordinator.security.access.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether callers may do what they ask for. */
@Singleton
public final class FunctionAccess {
  private final ApiAccess access;

  public FunctionAccess(ApiAccess access) {
    this.access = access;
  }

  /** Fails if the caller may not; another account's functions are as good as not there. */
  Uni<Void> allowed(String action, FunctionName name, Call call) {
    return allowed(new Permission("lambda:" + action, name.arn()), call)
        .invoke(
            () -> {
              if (!name.isOf(call.caller())) {
                throw LambdaErrors.notFound(name.arn());
              }
            });
  }

  /** Fails if the caller has not got a permission. */
  Uni<Void> allowed(Permission permission, Call call) {
    return access.check(List.of(permission), call);
  }
}
