package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of the actions on tags. */
class TagErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    return Stream.concat(anyAction(), tags());
  }

  private static Stream<Arguments> anyAction() {
    return Stream.of("TagResource", "UntagResource", "ListTagsForResource")
        .flatMap(
            action ->
                Stream.of(
                    of(
                        action,
                        of(""),
                        "ValidationException: 1 validation error detected: Value '' at 'resourceArn' failed to satisfy constraint: Member must have length greater than or equal to 1"),
                    of(action, of("work"), "InvalidArn: Invalid Arn: 'Invalid ARN prefix: work'"),
                    of(
                        action,
                        of(RUN),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'"),
                    of(
                        action,
                        of(THERE + ":live"),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"),
                    of(
                        action,
                        of(THERE + "gone"),
                        "ResourceNotFound: Request references a resource that does not exist."),
                    of(
                        action,
                        of(PREFIX + "activity:gone"),
                        "ResourceNotFound: Request references a resource that does not exist."),
                    of(
                        action,
                        of(THERE.replace("000000000000", "000000000001")),
                        "ResourceNotFound: Request references a resource that does not exist.")));
  }

  private static Stream<Arguments> tags() {
    String many =
        IntStream.rangeClosed(1, 51)
            .mapToObj(n -> json("{'key':'%d','value':''}", n))
            .collect(Collectors.joining(","));
    return Stream.of(
        of(
            "TagResource",
            json("{'resourceArn':'%s'}", THERE),
            "ValidationException: 1 validation error detected: " + missing("tags")),
        of(
            "TagResource",
            json("{'resourceArn':'%s','tags':[{}]}", THERE),
            "ValidationException: 1 validation error detected: " + missing("tags.1.member.key")),
        of(
            "TagResource",
            json("{'resourceArn':'%s','tags':[{'key':'a','value':'%s'}]}", THERE, "x".repeat(257)),
            "ValidationException: 1 validation error detected: Value '"
                + "x".repeat(257)
                + "' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256"),
        of(
            "TagResource",
            json("{'resourceArn':'%s','tags':[{'key':'aws:a'}]}", THERE),
            "ValidationException: Tag keys starting with 'aws:' are reserved: 'aws:a'"),
        of(
            "TagResource",
            json("{'resourceArn':'%s','tags':[{'key':'a','value':'b;c'}]}", THERE),
            "ValidationException: Tags may only contain letters, digits, white space and the symbols _ . : / = + - @, but the tag 'a' contains others"),
        of(
            "TagResource",
            json("{'resourceArn':'%s','tags':[%s]}", THERE, many),
            "TooManyTags: The number of tags exceeds the limit of 50"),
        of(
            "CreateActivity",
            json("{'name':'a','tags':[%s]}", many),
            "TooManyTags: The number of tags exceeds the limit of 50"),
        of(
            "UntagResource",
            json("{'resourceArn':'%s'}", THERE),
            "ValidationException: 1 validation error detected: " + missing("tagKeys")),
        of(
            "UntagResource",
            json("{'resourceArn':'%s','tagKeys':['']}", THERE),
            "ValidationException: 1 validation error detected: Value '' at 'tagKeys.1.member' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        of(
            "UntagResource",
            json("{'resourceArn':'%s','tagKeys':[7]}", THERE),
            "SerializationException: Expected 'tagKeys.1.member' to be a string but found a number"));
  }

  private static String of(String arn) {
    return json("{'resourceArn':'%s','tags':[],'tagKeys':[]}", arn);
  }
}
