package io.passo.standalone.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A project folder whose three services are {@link FakeService}; its broker is the real one. */
final class FakeHome {
  private FakeHome() {}

  static Path create(Path home) throws IOException {
    Files.createFile(home.resolve("mvnw"));
    for (ServiceKind kind : ServiceKind.values()) {
      Path application = home.resolve(Path.of(kind.module(), "target", "quarkus-app"));
      Files.createDirectories(application);
      writeJar(application.resolve("quarkus-run.jar"));
    }
    Path libraries = Files.createDirectories(home.resolve(Path.of("standalone", "target", "lib")));
    for (Path jar : Artifacts.locate().brokerJars()) {
      Files.copy(jar, libraries.resolve(jar.getFileName()));
    }
    return home;
  }

  private static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    String entry = FakeService.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream in = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
  }
}
