package io.passo.standalone.lint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.lint.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Findings in SARIF 2.1.0, which code hosts show beside the lines. */
public final class SarifReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SarifReport() {}

  /** One run over all files. */
  public static String text(List<LintedFile> files) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "passo lint");
    ArrayNode rules = driver.putArray("rules");
    rules(files).forEach(rule -> rules.addObject().put("id", rule));
    ArrayNode results = run.putArray("results");
    for (LintedFile file : files) {
      file.findings().forEach(finding -> put(file, finding, results.addObject()));
    }
    return root.toPrettyString();
  }

  private static Set<String> rules(List<LintedFile> files) {
    Set<String> rules = new TreeSet<>();
    files.forEach(file -> file.findings().forEach(finding -> rules.add(finding.rule())));
    return rules;
  }

  private static void put(LintedFile file, Finding finding, ObjectNode result) {
    result.put("ruleId", finding.rule());
    result.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    result.putObject("message").put("text", finding.message());
    ObjectNode location = result.putArray("locations").addObject();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", file.name().replace('\\', '/'));
    physical.putObject("region").put("startLine", file.line(finding));
    if (finding.location() != null && finding.location().startsWith("/")) {
      location
          .putArray("logicalLocations")
          .addObject()
          .put("fullyQualifiedName", finding.location());
    }
  }
}
