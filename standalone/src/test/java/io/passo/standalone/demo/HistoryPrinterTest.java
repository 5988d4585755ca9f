package io.passo.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class HistoryPrinterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter text = new StringWriter();
  private final HistoryPrinter printer =
      new HistoryPrinter(new PrintWriter(text), (style, plain) -> plain);

  @Test
  void shouldIndentWhatHappensInABranch() throws IOException {
    // when
    print("{'id':1,'previousEventId':0,'type':'ExecutionStarted','timestamp':100.0}");
    print(
        "{'id':2,'previousEventId':0,'type':'ParallelStateEntered','timestamp':100.25,"
            + "'stateEnteredEventDetails':{'name':'Both','input':'{}'}}");
    print("{'id':3,'previousEventId':2,'type':'ParallelStateStarted','timestamp':100.25}");
    print(
        "{'id':4,'previousEventId':3,'type':'PassStateEntered','timestamp':100.5,"
            + "'stateEnteredEventDetails':{'name':'Left'}}");
    print("{'id':5,'previousEventId':4,'type':'ParallelStateSucceeded','timestamp':101.0}");
    print(
        "{'id':6,'previousEventId':4,'type':'ParallelStateExited','timestamp':101.0,"
            + "'stateExitedEventDetails':{'name':'Both'}}");

    // then
    assertThat(text.toString().lines().map(String::stripTrailing))
        .containsExactly(
            "    0.000    1  ExecutionStarted",
            "    0.250    2  ParallelStateEntered               Both",
            "    0.250    3  ParallelStateStarted",
            "    0.500    4    PassStateEntered                 Left",
            "    1.000    5  ParallelStateSucceeded",
            "    1.000    6  ParallelStateExited                Both");
  }

  @Test
  void shouldShowErrorAndCauseOnOneLine() throws IOException {
    // when
    print(
        "{'id':7,'previousEventId':6,'type':'LambdaFunctionFailed','timestamp':1.0,"
            + "'lambdaFunctionFailedEventDetails':{'error':'Busy','cause':'try\\n again'}}");

    // then
    assertThat(text.toString()).contains("Busy: try again");
  }

  private void print(String event) throws IOException {
    printer.print(JSON.readTree(event.replace('\'', '"')));
  }
}
