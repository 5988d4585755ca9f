package io.passo.asl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.local.LocalCalls.Reply;
import io.passo.asl.local.LocalResult;
import io.passo.asl.local.LocalRun;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random payloads: text and bytes are read alike, what is read is written as it was, and a machine
 * that looks into it from every side comes to an end, as does one whose Task answers with it.
 */
class PayloadFuzzTest {
  /** A list of a thousand items goes through all of the machine's states. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final String PAYLOAD =
      """
      {"a":[{"b":1,"c":"x"},2,null,[[3]]],"b":{"a":true,"d":-0.0},"s":"{\\"n\\":1}","t":"2026-01-01T00:00:00Z"}
      """;

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u0000",
    "\\ud83d",
    "\ud83d\ude00",
    "\ufeff",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-",
    "1e400",
    "1E-400",
    "1e999999999",
    "123456789012345678901234567890",
    "0.1",
    "NaN",
    "/*",
    " ",
    "\n",
    "\"a\":",
    "\"a\":{\"b\":[]},",
    "\"\":0,",
    "\"s\":\"\"",
    "\"t\":\"2026-13-01T00:00:00Z\"",
    "[".repeat(300),
    "]".repeat(300),
    "[".repeat(999),
    "{\"a\":".repeat(999),
    "1,".repeat(1000),
    "9".repeat(1001)
  };

  private static final StateMachine MACHINE =
      DefinitionParser.parse(
              """
              {"StartAt":"Pass","TimeoutSeconds":600,"States":{
              "Pass":{"Type":"Pass","Parameters":{"in.$":"$","deep.$":"$..b","some.$":"$.a[?(@.b > 0)]",
                "text.$":"States.JsonToString($)","list.$":"States.Array($, $$.Execution.Input)",
                "format.$":"States.Format('{} {}', $, $$.State.Name)"},"Assign":{"v.$":"$"},"Next":"Choice"},
              "Choice":{"Type":"Choice","Choices":[
                {"And":[{"Variable":"$.in.a","IsPresent":true},{"Variable":"$.in.a[0]","IsPresent":true},
                  {"Or":[{"Variable":"$.in.a[0]","IsNumeric":true},{"Variable":"$.in.a[0]","StringMatches":"*x*"},
                    {"Not":{"Variable":"$.in.a","NumericGreaterThanPath":"$.in.a[0]"}}]}],"Next":"Map"}],
                "Default":"Query"},
              "Map":{"Type":"Map","ItemsPath":"$.in.a","MaxConcurrency":2,"ResultPath":"$.mapped",
                "ItemProcessor":{"StartAt":"Item","States":{"Item":{"Type":"Pass","OutputPath":"$[0]","End":true}}},
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Query"}],"Next":"Query"},
              "Query":{"Type":"Task","QueryLanguage":"JSONata","Resource":"arn:aws:states:::lambda:invoke",
                "Arguments":{"FunctionName":"f","Payload":"{% [$v, $states.input.**.b, $string($states.input.in)] %}"},
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"End"}],
                "Output":"{% $merge([{'r': $states.result}, $states.context.Execution.Input.b]) %}","Next":"End"},
              "End":{"Type":"Succeed"}}}
              """)
          .stateMachine()
          .orElseThrow();

  @Test
  void shouldReadEveryPayloadOrSayWhyNot() {
    Fuzzing.run(
        "payload",
        LONGEST,
        random -> Fuzzing.mutated(PAYLOAD, TOKENS, random),
        text -> read(text).ifPresent(PayloadFuzzTest::run));
  }

  @Test
  void shouldReadEveryPayloadMadeOfTokens() {
    Fuzzing.run(
        "payload-tokens",
        LONGEST,
        random -> Fuzzing.soup(TOKENS, 12, random),
        text -> read(text).ifPresent(PayloadFuzzTest::run));
  }

  /** The value; empty for what is refused, by both ways of reading. */
  private static Optional<Json> read(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Json parsed;
    try {
      parsed = Json.parse(text);
    } catch (InvalidJsonException refused) {
      assertThat(isRefused(utf8)).isTrue();
      return Optional.empty();
    }
    assertThat(isRefused(utf8)).isFalse();
    assertThat(parsed.utf8()).isEqualTo(utf8);
    assertThat(Json.of(Json.of(parsed.node()).utf8())).isEqualTo(parsed);
    return Optional.of(parsed);
  }

  private static boolean isRefused(byte[] utf8) {
    try {
      Json.parse(utf8);
      return false;
    } catch (InvalidJsonException refused) {
      return true;
    }
  }

  private static void run(Json payload) {
    LocalRun run =
        new LocalRun(
            new DefaultInterpreter((arn, attempt) -> "token-" + attempt),
            (execution, call) ->
                List.of(
                    Reply.atOnce(
                        (at, entropy) ->
                            new Event.TaskSucceeded(at, entropy, call.attempt(), payload))),
            7);
    LocalResult result =
        run.run(
            MACHINE,
            new ExecutionStart(
                "arn:aws:states:us-east-1:000000000000:execution:m:r",
                "r",
                "arn:aws:states:us-east-1:000000000000:stateMachine:m",
                "m",
                "arn:aws:iam::000000000000:role/r",
                "h",
                payload,
                NOW,
                null,
                null,
                null));
    assertThat(result.history()).isNotEmpty();
  }
}
