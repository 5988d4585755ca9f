package io.passo.asl.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataScope;
import io.passo.asl.path.Expression;
import io.passo.asl.path.Scope;
import io.passo.asl.path.Variables;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time of one evaluation on an order of three lines. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ExpressionsBenchmark {
  private static final String INPUT =
      """
      {"order":{"id":"o-1","lines":[{"n":1,"price":2.5},{"n":2,"price":7},{"n":3,"price":1}]}}
      """;

  /** What is evaluated: JSONata between its markers, a path or an intrinsic otherwise. */
  @Param({
    "$.order.id",
    "$.order.lines[?(@.price > 2)].n",
    "States.Format('Order {}', $.order.id)",
    "States.MathAdd($.order.lines[0].n, 1)",
    "States.ArrayPartition($.order.lines, 2)",
    "States.Hash($.order.id, 'SHA-256')",
    "States.StringToJson(States.JsonToString($.order))",
    "{% $states.input.order.id %}",
    "{% $states.input.order.lines[price > 2].n %}",
    "{% $sum($states.input.order.lines.(n * price)) %}"
  })
  public String expression;

  private Json input;
  private Expression path;
  private JsonataExpression jsonata;

  /** Compiles the expression. */
  @Setup
  public void compile() throws InvalidJsonException {
    input = Json.parse(INPUT);
    if (JsonataExpression.isExpression(expression)) {
      jsonata = JsonataExpression.compile(expression).orThrow();
    } else {
      path = Expression.compile(expression).orThrow();
    }
  }

  /** Evaluates it. */
  @Benchmark
  public Evaluation<JsonNode> evaluate() {
    if (jsonata == null) {
      return path.evaluate(
          new Scope(input, input::node, Variables.NONE, new Entropy(1)), "value.$");
    }
    return jsonata.evaluate(
        new JsonataScope(
            input, null, null, input::node, Variables.NONE, new Entropy(1), Instant.EPOCH),
        "Output");
  }
}
