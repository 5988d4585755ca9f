package io.passo.asl.benchmark;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import io.passo.asl.parse.ParseResult;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time of parsing a machine of one state, and of the decision that starts it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecideBenchmark {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final DefaultInterpreter interpreter = new DefaultInterpreter((arn, id) -> "t-" + id);

  /** Fields of the state. */
  @Param({
    "'Type':'Pass','End':true",
    "'Type':'Pass','Parameters':{'x.$':'$.n'},'Assign':{'v.$':'$.x'},'End':true",
    "'Type':'Pass','QueryLanguage':'JSONata','Output':{'x':'{% $states.input.n + 1 %}'},'End':true",
    "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f','Payload.$':'$'},'End':true",
    "'Type':'Choice','Choices':[{'Variable':'$.n','NumericEquals':1,'Next':'E'}]",
    "'Type':'Wait','Seconds':1,'End':true",
    "'Type':'Succeed'",
    "'Type':'Fail','Error':'E'",
    "'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed'}}},{'StartAt':'C','States':{'C':{'Type':'Succeed'}}}],'End':true",
    "'Type':'Map','ItemsPath':'$.l','ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Succeed'}}},'End':true"
  })
  public String state;

  private String definition;
  private ExecutionState before;
  private Event.ExecutionStarted started;

  /** Parses the machine. */
  @Setup
  public void parse() throws InvalidJsonException {
    definition =
        ("{'StartAt':'S','States':{'S':{" + state + "}"
                + (state.contains("'E'}]") ? ",'E':{'Type':'Succeed'}" : "")
                + "}}")
            .replace('\'', '"');
    StateMachine machine = DefinitionParser.parse(definition).stateMachine().orElseThrow();
    before = ExecutionState.absent(machine);
    ExecutionStart start =
        new ExecutionStart(
            "arn:aws:states:us-east-1:000000000000:execution:m:r", "r",
            "arn:aws:states:us-east-1:000000000000:stateMachine:m", "m",
            "arn:aws:iam::000000000000:role/r", "h",
            Json.parse("{\"n\":1,\"l\":[1,2,3]}"), NOW, null, null, null);
    started = new Event.ExecutionStarted(NOW, 1, start);
  }

  /** Starts the execution and enters the state. */
  @Benchmark
  public Decision decide() {
    return interpreter.decide(before, started);
  }

  /** Reads and checks the definition. */
  @Benchmark
  public ParseResult parseDefinition() {
    return DefinitionParser.parse(definition);
  }
}
