package io.passo.worker.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;

/** The error document of a function as it becomes a cause. */
public final class ErrorDocument {
  private static final JsonFactory JSON = new JsonFactory();

  private ErrorDocument() {}

  /**
   * The document without white space between its parts, as {@code lambda:invoke} shows it
   * (observed); a function called by its ARN shows its document verbatim.
   *
   * @return the text as it is if it is no JSON
   */
  public static String compact(String document) {
    StringWriter compact = new StringWriter(document.length());
    try (JsonParser parser = JSON.createParser(document);
        JsonGenerator generator = JSON.createGenerator(compact)) {
      if (parser.nextToken() == null) {
        return document;
      }
      generator.copyCurrentStructureExact(parser);
    } catch (IOException e) {
      return document;
    }
    return compact.toString();
  }
}
