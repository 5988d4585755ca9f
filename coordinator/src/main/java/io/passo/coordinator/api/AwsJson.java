package io.passo.coordinator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Bodies of AWS JSON 1.0: bounded when read, written without reflection. */
final class AwsJson {
  /** No request of the service is nested deeper than six levels; unknown members may be. */
  private static final int DEEPEST = 32;

  private static final int TYPICAL_RESPONSE = 512;

  private static final JsonMapper REQUESTS =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(ApiRoute.LARGEST_BODY)
                          .build())
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final JsonFactory RESPONSES = new JsonFactory();

  private AwsJson() {}

  /** The object a body is; fails with {@code SerializationException} for anything else. */
  static ObjectNode read(byte[] body) {
    JsonNode tree = tree(body);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw ApiErrors.serialization("Expected the request body to be a JSON object");
  }

  private static @Nullable JsonNode tree(byte[] body) {
    try (JsonParser parser = REQUESTS.createParser(body)) {
      JsonNode tree = REQUESTS.readTree(parser);
      if (parser.nextToken() != null) {
        throw ApiErrors.serialization("Expected the request body to be one JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw ApiErrors.serialization("Expected the request body to be JSON: " + JsonText.reason(e));
    } catch (IOException e) {
      throw ApiErrors.serialization("Expected the request body to be JSON in UTF-8");
    }
  }

  /** The response object with the members that the response writes. */
  static Buffer write(Response response) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_RESPONSE);
    try (JsonGenerator json = RESPONSES.createGenerator(out)) {
      json.writeStartObject();
      response.writeTo(new ResponseWriter(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected writing to memory to succeed", e);
    }
    return Buffer.buffer(out.toByteArray());
  }
}
