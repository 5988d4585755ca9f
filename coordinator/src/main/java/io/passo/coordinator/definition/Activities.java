package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The activities of all accounts. Every method fails if PostgreSQL does not answer. */
public interface Activities {
  /** Creates the activity unless its ARN is taken, and gives the one that is there now. */
  Uni<RegisteredActivity> create(RegisteredActivity activity, Map<String, String> tags);

  Uni<Optional<RegisteredActivity>> find(String arn);

  /** One page in the order of creation. */
  Uni<List<RegisteredActivity>> list(PageQuery query);

  /** How many activities an account has in a region. */
  Uni<Long> count(String account, String region);

  /** Deletes the activity; nothing happens if there is none. */
  Uni<Void> delete(String arn);

  /** An activity. */
  record RegisteredActivity(
      String arn, String account, String region, String name, Instant creationDate) {}
}
