package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose account the cases run in.
 *
 * @param account account id
 * @param region region
 */
record Environment(String account, String region) {
  private static final String RECORDED_ACCOUNT = "111111111111";
  private static final String RECORDED_REGION = "<region>";

  /** The text of a case with our account, region and functions in place of the recorded ones. */
  String bind(String text, JsonNode lambdas) {
    String bound = text;
    for (Map.Entry<String, JsonNode> lambda : lambdas.properties()) {
      String name = functionName(lambda.getKey());
      boolean byArn = "arn".equals(lambda.getValue().path("is").textValue());
      bound = bound.replace(lambda.getKey(), byArn ? functionArn(name) : name);
    }
    return bound.replace(RECORDED_REGION, region).replace(RECORDED_ACCOUNT, account);
  }

  /** The functions of a case by name. */
  Map<String, SimulatedFunction> functions(JsonNode lambdas) {
    Map<String, SimulatedFunction> functions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> lambda : lambdas.properties()) {
      functions.put(functionName(lambda.getKey()), SimulatedFunction.of(lambda.getValue()));
    }
    return functions;
  }

  /** The token {@code <lambda_function_name>} as a legal function name. */
  private static String functionName(String token) {
    return token.replaceAll("[^A-Za-z0-9_]", "");
  }

  /** ARN of a function in this environment. */
  String functionArn(String name) {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
  }
}
