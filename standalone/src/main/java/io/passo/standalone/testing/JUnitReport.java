package io.passo.standalone.testing;

import io.passo.standalone.testing.CaseResult.Verdict;
import io.passo.standalone.testing.TestRun.SuiteResult;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as JUnit writes them, which every CI server reads. */
public final class JUnitReport {
  private static final double NANOS = 1e9;

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Writes a file, and the folder it is in.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  public static void write(TestRun run, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (Writer writer = Files.newBufferedWriter(file)) {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
        new JUnitReport(xml).write(run);
        xml.close();
      }
    } catch (IOException | XMLStreamException e) {
      throw new IllegalArgumentException(
          "Expected --junit " + file + " to be a file that can be written but " + e, e);
    }
  }

  private void write(TestRun run) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    attribute("name", "passo test");
    counts(run.results(), run.suites().stream().filter(s -> s.problem() != null).count());
    for (SuiteResult suite : run.suites()) {
      write(suite);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(SuiteResult suite) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", suite.name());
    counts(suite.results(), suite.problem() == null ? 0 : 1);
    if (suite.problem() != null) {
      begin(suite.name(), suite.name(), suite.name(), 1, Duration.ZERO);
      problem("error", List.of(suite.problem()));
      xml.writeEndElement();
    }
    for (CaseResult result : suite.results()) {
      TestCase test = result.test();
      begin(test.name(), test.definition().name(), suite.name(), test.line(), result.took());
      if (!result.isPassed()) {
        problem(result.verdict() == Verdict.FAIL ? "failure" : "error", result.problems());
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void begin(String name, String machine, String file, int line, Duration took)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", name);
    attribute("classname", machine);
    attribute("file", file);
    attribute("line", Integer.toString(line));
    attribute("time", seconds(took));
  }

  private void problem(String element, List<String> problems) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", problems.getFirst());
    xml.writeCharacters(legal(String.join("\n", problems)));
    xml.writeEndElement();
  }

  private void counts(List<CaseResult> results, long unread) throws XMLStreamException {
    attribute("tests", Long.toString(results.size() + unread));
    attribute("failures", Long.toString(count(results, Verdict.FAIL)));
    attribute("errors", Long.toString(count(results, Verdict.ERROR) + unread));
    attribute(
        "time",
        seconds(results.stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private static long count(List<CaseResult> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / NANOS);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static String legal(String text) {
    return text.codePoints()
        .map(character -> isLegal(character) ? character : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** XML has no notation for most control characters. */
  private static boolean isLegal(int character) {
    return character == '\n'
        || character == '\t'
        || (character >= 0x20 && character < 0xD800)
        || (character > 0xDFFF && character < 0xFFFE)
        || character > 0xFFFF;
  }
}
