package io.passo.coordinator.function;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.Secrets;
import io.passo.coordinator.security.directory.SecretBox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where functions are stored. */
@Singleton
final class FunctionBeans {
  @Produces
  @Singleton
  Functions functions(Pool pool, PassoConfig config) {
    return new Functions(pool, box(config));
  }

  @Produces
  @Singleton
  FunctionVersions versions(Pool pool, PassoConfig config) {
    return new FunctionVersions(pool, box(config));
  }

  @Produces
  @Singleton
  FunctionAliases aliases(Pool pool) {
    return new FunctionAliases(pool);
  }

  private static SecretBox box(PassoConfig config) {
    return new SecretBox(Secrets.cluster(config), "functions");
  }
}
