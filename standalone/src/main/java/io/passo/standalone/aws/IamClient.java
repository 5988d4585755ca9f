package io.passo.standalone.aws;

import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Calls of IAM by its Query protocol. */
public final class IamClient {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final URI endpoint;
  private final Optional<Signer> signer;
  private final HttpClient http;

  /**
   * @param signer empty if requests need no signature
   */
  public IamClient(URI endpoint, Optional<Signer> signer, HttpClient http) {
    this.endpoint = endpoint;
    this.signer = signer;
    this.http = http;
  }

  /**
   * One request.
   *
   * @return the answer
   * @throws ApiException if the API refuses it
   * @throws SystemException if it does not answer
   */
  public Document call(String action, Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("Action", action);
    all.put("Version", "2010-05-08");
    byte[] body =
        all.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    Map<String, String> plain = Map.of("Content-Type", FORM);
    signer
        .map(with -> with.headers(endpoint, "iam", plain, body))
        .orElse(plain)
        .forEach(post::header);
    HttpResponse<String> response = Calls.send(http, action, post.build());
    Document answer = parsed(action, response.body());
    if (response.statusCode() != 200) {
      throw new ApiException(text(answer, "Code"), text(answer, "Message"));
    }
    return answer;
  }

  private static Document parsed(String action, String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new SystemException(
          "Expected XML in the answer to %s but: %s".formatted(action, xml), e);
    }
  }

  private static String text(Document answer, String name) {
    return answer.getElementsByTagName(name).getLength() == 0
        ? ""
        : answer.getElementsByTagName(name).item(0).getTextContent();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
