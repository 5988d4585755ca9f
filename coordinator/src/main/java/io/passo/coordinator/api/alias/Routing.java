package io.passo.coordinator.api.alias;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.Arns.VersionArn;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.Alias;
import io.passo.coordinator.definition.Alias.Route;
import io.passo.coordinator.definition.VersionNumbers;
import java.util.List;

/**
 * The member {@code routingConfiguration}.
 *
 * @param entries as they were sent
 */
record Routing(List<Entry> entries) {
  private static final String NAME = "routingConfiguration";
  private static final String REASON = "INVALID_ROUTING_CONFIGURATION";
  private static final int WHOLE = 100;

  Routing {
    entries = List.copyOf(entries);
  }

  static Routing read(Members members) {
    return new Routing(
        members.structures(NAME, 1, 2).stream()
            .map(
                entry ->
                    new Entry(
                        entry.required("stateMachineVersionArn", Text.ARN),
                        entry.integer("weight", 0, WHOLE)))
            .toList());
  }

  static void write(Alias alias, ResponseWriter out) {
    out.structures(
        NAME,
        alias.routes(),
        (entry, route) ->
            entry
                .text("stateMachineVersionArn", alias.stateMachineArn() + ":" + route.version())
                .number("weight", route.weight()));
  }

  /**
   * The state machine whose versions these are; fails with the service's texts unless it is one or
   * two versions of one state machine with weights that add up to 100.
   */
  StateMachineArn check() {
    List<String> arns = entries.stream().map(Entry::versionArn).toList();
    List<Integer> weights = entries.stream().map(Entry::weight).toList();
    if (!arns.stream().allMatch(Routing::isVersion)) {
      throw refused("Routing configuration must contain state machine version ARNs", arns);
    }
    if (arns.stream().distinct().count() < arns.size()) {
      throw refused("Routing configuration must contain distinct state machine version ARNs", arns);
    }
    List<StateMachineArn> machines = versions().stream().map(VersionArn::machine).toList();
    if (machines.stream().distinct().count() > 1) {
      throw refused("Routing configuration must contain versions of the same state machine", arns);
    }
    if (weights.stream().mapToInt(Integer::intValue).sum() != WHOLE) {
      throw refused("Sum of routing configuration weights must equal 100", weights);
    }
    return machines.getFirst();
  }

  /** What an alias keeps of it. */
  List<Route> routes() {
    return entries.stream()
        .map(entry -> new Route(Arns.version(entry.versionArn()).number(), entry.weight()))
        .toList();
  }

  private List<VersionArn> versions() {
    return entries.stream().map(entry -> Arns.version(entry.versionArn())).toList();
  }

  private static boolean isVersion(String arn) {
    String qualifier = Arns.unlabelled(arn).qualifier();
    return qualifier != null && VersionNumbers.parse(qualifier).isPresent();
  }

  private static ApiException refused(String rule, List<?> received) {
    return ApiErrors.validation(rule + ". Received: " + received, REASON);
  }

  /** One entry as it was sent. */
  record Entry(String versionArn, int weight) {}
}
