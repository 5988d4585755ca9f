package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Requests that are no requests of an action. */
class WireErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    return wire();
  }

  private static Stream<Arguments> wire() {
    return Stream.of(
        of(
            "Nonsense",
            "{}",
            "UnknownOperationException: Expected the header X-Amz-Target to name an operation of AWSStepFunctions"),
        of(
            "ListActivities",
            "[]",
            "SerializationException: Expected the request body to be a JSON object"),
        of(
            "ListActivities",
            "",
            "SerializationException: Expected the request body to be a JSON object"),
        of(
            "ListActivities",
            "{} {}",
            "SerializationException: Expected the request body to be one JSON object"),
        of(
            "ListActivities",
            "{\"maxResults\":\"10\"}",
            "SerializationException: Expected 'maxResults' to be a 32-bit integer but found a string"),
        of(
            "ListActivities",
            "{\"maxResults\":1.5}",
            "SerializationException: Expected 'maxResults' to be a 32-bit integer but found a number"),
        of(
            "ListActivities",
            "{\"maxResults\":99999999999}",
            "SerializationException: Expected 'maxResults' to be a 32-bit integer but found a number"),
        of(
            "DescribeActivity",
            "{\"activityArn\":7}",
            "SerializationException: Expected 'activityArn' to be a string but found a number"),
        of(
            "DescribeActivity",
            "{\"activityArn\":\"a\\u0000b\"}",
            "SerializationException: Expected 'activityArn' to be text without NUL characters"),
        of(
            "GetExecutionHistory",
            json("{'executionArn':'%s','reverseOrder':'yes'}", RUN),
            "SerializationException: Expected 'reverseOrder' to be a boolean but found a string"),
        of(
            "CreateActivity",
            json("{'name':'a','tags':{}}"),
            "SerializationException: Expected 'tags' to be a list but found an object"),
        of(
            "CreateActivity",
            json("{'name':'a','tags':[7]}"),
            "SerializationException: Expected 'tags.1.member' to be an object but found a number"),
        of(
            "CreateActivity",
            json("{'name':'a','encryptionConfiguration':[]}"),
            "SerializationException: Expected 'encryptionConfiguration' to be an object but found a list"));
  }
}
