package io.passo.standalone.lint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.lint.Finding;
import io.passo.asl.model.StateMachineType;
import java.util.List;

/** Findings as JSON. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** {@code {"files": [{"file", "findings", "cost"}]}}. */
  public static String text(List<LintedFile> files, StateMachineType type) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("files");
    files.forEach(file -> put(file, type, all.addObject()));
    return root.toPrettyString();
  }

  private static void put(LintedFile file, StateMachineType type, ObjectNode node) {
    node.put("file", file.name());
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : file.findings()) {
      findings
          .addObject()
          .put("rule", finding.rule())
          .put("level", finding.level().name())
          .put("message", finding.message())
          .put("location", finding.location())
          .put("line", file.line(finding))
          .put("wastedTransitions", finding.wasted());
    }
    file.report()
        .cost()
        .ifPresent(
            cost -> {
              ObjectNode shown = node.putObject("cost");
              shown.put("fewestTransitions", cost.fewest()).put("mostTransitions", cost.most());
              if (type == StateMachineType.STANDARD) {
                shown.put("leastDollarsPerMillionRuns", cost.least());
                shown.put("greatestDollarsPerMillionRuns", cost.greatest());
                if (cost.fitsExpress()) {
                  shown.put("expressDollarsPerMillionRuns", cost.express());
                }
              } else {
                shown.put("leastDollarsPerMillionRuns", cost.express());
              }
            });
  }
}
