package io.passo.standalone.aws;

import io.passo.standalone.system.SystemException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the role that state machines of demo and benchmarks run with, where roles are asked: one
 * that may do everything. By the Query protocol of IAM.
 */
final class RoleSetup {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"states.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  private final URI endpoint;
  private final Signer signer;
  private final HttpClient http;

  RoleSetup(URI endpoint, Signer signer, HttpClient http) {
    this.endpoint = endpoint;
    this.signer = signer;
    this.http = http;
  }

  /** Makes the role, unless it is there. */
  void make(String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    call("CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", TRUST));
    call(
        "AttachRolePolicy",
        Map.of("RoleName", name, "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
  }

  private void call(String action, Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("Action", action);
    all.put("Version", "2010-05-08");
    byte[] body =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signer.headers(endpoint, "iam", Map.of("Content-Type", FORM), body).forEach(post::header);
    HttpResponse<String> response = Calls.send(http, action, post.build());
    if (response.statusCode() != 200 && !response.body().contains("EntityAlreadyExists")) {
      throw new SystemException(
          "Expected %s to succeed but: %s".formatted(action, response.body()));
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
