package io.passo.coordinator.engine;

import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** State machines for tests, by name. */
final class Machines {
  private Machines() {}

  static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry(
              "pass",
              """
          {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":true}}}"""),
          Map.entry(
              "three",
              """
          {"StartAt":"A","States":{"A":{%s,"Next":"B"},"B":{%s,"Next":"C"},"C":{%s,"End":true}}}"""
                  .formatted(task("echo"), task("echo"), task("echo"))),
          Map.entry(
              "loop",
              """
          {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}}"""),
          Map.entry(
              "pay",
              """
          {"StartAt":"A","States":{"A":{%s,"End":true}}}"""
                  .formatted(task("silent"))),
          Map.entry(
              "wait",
              """
          {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":4,"Next":"A"},"A":{%s,"End":true}}}"""
                  .formatted(task("echo"))),
          Map.entry(
              "long",
              """
          {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":900,"End":true}}}"""),
          Map.entry(
              "retry",
              """
          {"StartAt":"A","States":{"A":{%s,"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":1,"MaxAttempts":3}],"End":true}}}"""
                  .formatted(task("busy"))),
          Map.entry(
              "parallel",
              """
          {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"A","States":{"A":{%s,"End":true}}},
            {"StartAt":"B","States":{"B":{%s,"Next":"C"},"C":{"Type":"Wait","Seconds":1,"End":true}}}]}}}"""
                  .formatted(task("echo"), task("echo"))),
          Map.entry(
              "map",
              """
          {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","End":true,
            "ItemProcessor":{"StartAt":"A","States":{"A":{%s,"End":true}}}}}}"""
                  .formatted(task("echo"))),
          Map.entry(
              "timeout",
              """
          {"StartAt":"A","States":{"A":{%s,"TimeoutSeconds":3,"Catch":[{"ErrorEquals":["States.Timeout"],"Next":"B"}],"End":true},
            "B":{"Type":"Pass","End":true}}}"""
                  .formatted(task("silent"))),
          Map.entry(
              "token",
              """
          {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters":{"QueueUrl":"q","MessageBody":{"Token.$":"$$.Task.Token"}},"End":true}}}"""),
          Map.entry(
              "activity",
              """
          {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:manual","End":true}}}"""));

  private static String task(String function) {
    return "\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:us-east-1:000000000000:function:%s\""
        .formatted(function);
  }

  private static final Map<String, StateMachine> PARSED = new ConcurrentHashMap<>();

  /** A machine, parsed once. */
  static StateMachine parsed(String name) {
    return PARSED.computeIfAbsent(name, Machines::parse);
  }

  static StateMachine parse(String name) {
    return DefinitionParser.parse(TEXTS.get(name))
        .stateMachine()
        .orElseThrow(() -> new IllegalStateException("Expected " + name + " to be valid"));
  }
}
