package io.passo.coordinator.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.Evaluation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Generated policies against a simple reading of the rules, and laws that hold for all. */
class PolicyPropertyTest {
  private static final int CASES = 20_000;

  private record Rule(
      boolean allow, boolean notAction, String action, boolean notResource, String resource) {
    String json() {
      return "{\"Effect\":\"%s\",\"%sAction\":\"%s\",\"%sResource\":\"%s\"}"
          .formatted(
              allow ? "Allow" : "Deny",
              notAction ? "Not" : "",
              action,
              notResource ? "Not" : "",
              resource);
    }

    // Names without colons, so that a wildcard in the last part cannot reach anything else.
    boolean applies(String asked, String arn) {
      boolean actions = matches(action, asked, Pattern.CASE_INSENSITIVE) != notAction;
      boolean resources = matches(resource, arn, 0) != notResource;
      return actions && resources;
    }

    private static boolean matches(String pattern, String text, int flags) {
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
      return Pattern.compile(regex, flags).matcher(text).matches();
    }
  }

  @Test
  void shouldDecideAsASimpleReadingDoes() {
    // given
    Random random = new Random(7);

    for (int n = 0; n < CASES; n++) {
      List<Rule> rules = new ArrayList<>();
      for (int r = random.nextInt(5); r >= 0; r--) {
        rules.add(rule(random));
      }
      String action = "states:" + word(random, "abA");
      String arn = "arn:aws:states:r:1:" + word(random, "xyz");

      // when
      Evaluation evaluation = evaluate(rules, action, arn);

      // then
      assertThat(evaluation.verdict())
          .as("%s %s %s", rules, action, arn)
          .isEqualTo(expected(rules, action, arn));
    }
  }

  @Test
  void shouldNeverAllowMoreWithMoreDenials() {
    // given
    Random random = new Random(8);

    for (int n = 0; n < CASES / 10; n++) {
      List<Rule> rules = new ArrayList<>(List.of(rule(random), rule(random)));
      String action = "states:" + word(random, "abA");
      String arn = "arn:aws:states:r:1:" + word(random, "xyz");
      boolean before = evaluate(rules, action, arn).isAllowed();

      // when
      Rule more = rule(random);
      rules.add(
          random.nextInt(3),
          new Rule(false, more.notAction(), more.action(), more.notResource(), more.resource()));

      // then
      assertThat(evaluate(rules, action, arn).isAllowed() && !before).isFalse();
    }
  }

  @Test
  void shouldMatchLongPatternsInReasonableTime() {
    // given
    Glob glob = Glob.of("*a".repeat(200) + "b", true, false);

    // when
    boolean matches =
        glob.matches("a".repeat(5000), new AccessRequest("a:b", "*", Map.of()), false);

    // then
    assertThat(matches).isFalse();
  }

  private static Verdict expected(List<Rule> rules, String action, String arn) {
    boolean allowed = false;
    for (Rule rule : rules) {
      if (rule.applies(action, arn)) {
        if (!rule.allow()) {
          return Verdict.EXPLICITLY_DENIED;
        }
        allowed = true;
      }
    }
    return allowed ? Verdict.ALLOWED : Verdict.NOT_ALLOWED;
  }

  private static Evaluation evaluate(List<Rule> rules, String action, String arn) {
    String json =
        "{\"Statement\":[" + String.join(",", rules.stream().map(Rule::json).toList()) + "]}";
    return Evaluation.of(
        List.of(new NamedPolicy("p", PolicyDocument.ofIdentity(json))),
        new AccessRequest(action, arn, Map.of()));
  }

  private static Rule rule(Random random) {
    return new Rule(
        random.nextBoolean(),
        random.nextInt(4) == 0,
        "states:" + word(random, "abA*?"),
        random.nextInt(4) == 0,
        random.nextInt(4) == 0 ? "*" : "arn:aws:states:r:1:" + word(random, "xyz*?"));
  }

  private static String word(Random random, String letters) {
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(4); n >= 0; n--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
