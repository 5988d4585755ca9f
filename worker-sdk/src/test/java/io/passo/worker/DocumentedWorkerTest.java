package io.passo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker that docs/workers.md shows is one that compiles, in at most 25 lines. */
class DocumentedWorkerTest {
  private static final Path DOCUMENT = Path.of("../docs/workers.md");
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void shouldCompile(@TempDir Path classes) throws Exception {
    // given
    Matcher code = CODE.matcher(Files.readString(DOCUMENT));
    assertThat(code.find()).isTrue();
    String source = code.group(1);
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();

    // when
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                problems,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(new Source(source)))
            .call();

    // then
    assertThat(problems.getDiagnostics()).isEmpty();
    assertThat(compiled).isTrue();
    assertThat(source.lines()).hasSizeLessThanOrEqualTo(25);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Charges.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
