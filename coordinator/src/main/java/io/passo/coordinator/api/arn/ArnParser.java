package io.passo.coordinator.api.arn;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Names;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.api.arn.StatesArn.ExecutionArn;
import io.passo.coordinator.api.arn.StatesArn.ExpressArn;
import io.passo.coordinator.api.arn.StatesArn.MapRunArn;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the ARNs of the service; what is none fails with {@code InvalidArn}. */
final class ArnParser {
  private static final Pattern PARTITION = Pattern.compile("aws[a-z-]{0,20}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final int HEAD = 6;

  private ArnParser() {}

  static StatesArn parse(String text) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    if (parts.size() < HEAD || !parts.get(0).equals("arn") || !parts.get(2).equals("states")) {
      throw ApiErrors.invalidArnPrefix(text);
    }
    Scope scope = new Scope(parts.get(1), parts.get(3), parts.get(4));
    return isLegal(scope)
        ? resource(text, scope, parts.subList(HEAD - 1, parts.size()))
        : failed(text);
  }

  private static boolean isLegal(Scope scope) {
    return PARTITION.matcher(scope.partition()).matches()
        && REGION.matcher(scope.region()).matches()
        && ACCOUNT.matcher(scope.account()).matches();
  }

  private static StatesArn resource(String text, Scope scope, List<String> parts) {
    Optional<StatesArn> arn =
        switch (parts.get(0)) {
          case StateMachineArn.TYPE -> stateMachine(scope, parts);
          case ExecutionArn.TYPE -> execution(scope, parts);
          case ExpressArn.TYPE -> express(scope, parts);
          case MapRunArn.TYPE -> mapRun(scope, parts);
          case ActivityArn.TYPE -> activity(scope, parts);
          default -> throw ApiErrors.wrongResourceType(parts.get(0));
        };
    return arn.orElseGet(() -> failed(text));
  }

  private static Optional<StatesArn> stateMachine(Scope scope, List<String> parts) {
    if (parts.size() != 2 && parts.size() != 3) {
      return Optional.empty();
    }
    String qualifier = parts.size() == 3 ? parts.get(2) : null;
    if (qualifier != null && !Names.isLegal(qualifier)) {
      return Optional.empty();
    }
    return Labelled.of(parts.get(1))
        .map(of -> new StateMachineArn(scope, of.name(), of.label(), qualifier));
  }

  private static Optional<StatesArn> execution(Scope scope, List<String> parts) {
    if (parts.size() != 3 || !Names.isLegal(parts.get(2))) {
      return Optional.empty();
    }
    return Labelled.of(parts.get(1))
        .map(of -> new ExecutionArn(scope, of.name(), of.label(), parts.get(2)));
  }

  private static Optional<StatesArn> express(Scope scope, List<String> parts) {
    if (parts.size() != 4 || !Names.isLegal(parts.get(2)) || !Names.isLegal(parts.get(3))) {
      return Optional.empty();
    }
    return Labelled.of(parts.get(1))
        .map(of -> new ExpressArn(scope, of.name(), of.label(), parts.get(2), parts.get(3)));
  }

  private static Optional<StatesArn> mapRun(Scope scope, List<String> parts) {
    if (parts.size() != 3 || !Names.isLegal(parts.get(2))) {
      return Optional.empty();
    }
    return Labelled.of(parts.get(1))
        .flatMap(
            of ->
                Optional.ofNullable(of.label())
                    .map(label -> new MapRunArn(scope, of.name(), label, parts.get(2))));
  }

  private static Optional<StatesArn> activity(Scope scope, List<String> parts) {
    return parts.size() == 2 && Names.isLegal(parts.get(1))
        ? Optional.of(new ActivityArn(scope, parts.get(1)))
        : Optional.empty();
  }

  private static StatesArn failed(String text) {
    throw ApiErrors.invalidArnPrefix(text);
  }
}
