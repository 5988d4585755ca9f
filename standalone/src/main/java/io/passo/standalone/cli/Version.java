package io.passo.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Passo.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new String[] {"passo " + version + ", Java " + Runtime.version()};
  }
}
