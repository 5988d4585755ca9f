package io.passo.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---\\s*$");
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final Map<String, String> COMPLETE =
      Map.of(
          "kafka.bootstrapServers", "kafka:9092",
          "redis.url", "redis://redis:6379",
          "postgresql.url", "postgresql://postgres:5432/passo",
          "postgresql.existingSecret", "passo-database",
          "auth.existingSecret", "passo-auth",
          "auth.allowUnauthenticated", "true");

  @Test
  void shouldPassStrictLint() {
    // when
    LintResult result = new Helm(Project.path("charts/passo")).lint().strict().call();

    // then
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void shouldRenderManifestsThatKubernetesKnowsCompletely() {
    // when
    List<HasMetadata> manifests =
        render(Map.of("serviceMonitor.enabled", "false", "ingress.enabled", "true"));

    // then
    assertThat(manifests)
        .extracting(HasMetadata::getKind)
        .contains("Deployment", "Service", "PodDisruptionBudget", "ServiceAccount", "Ingress");
    manifests.forEach(
        manifest -> assertThat(unknownFields(manifest.getKind(), manifest)).isEmpty());
  }

  @Test
  void shouldRunEveryContainerRestricted() {
    // when
    List<Deployment> deployments = deployments(render(Map.of()));

    // then
    assertThat(deployments).hasSize(3);
    for (Deployment deployment : deployments) {
      var pod = deployment.getSpec().getTemplate().getSpec();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      for (Container container : pod.getContainers()) {
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop())
            .containsExactly("ALL");
        assertThat(container.getReadinessProbe().getHttpGet().getPath())
            .isEqualTo("/q/health/ready");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getResources().getRequests()).isNotEmpty();
      }
    }
  }

  @Test
  void shouldGiveTheClusterSecretToCoordinatorsOnly() {
    // when
    List<Deployment> deployments = deployments(render(Map.of()));

    // then
    assertThat(deployments)
        .filteredOn(deployment -> environment(deployment).contains("PASSO_SECRET"))
        .extracting(deployment -> deployment.getMetadata().getName())
        .containsExactly("passo-coordinator");
    assertThat(deployments)
        .allMatch(deployment -> environment(deployment).contains("PASSO_WORKER_SECRET"));
  }

  @Test
  void shouldMakeADeploymentPerWorkerPool() {
    // when
    List<HasMetadata> manifests =
        render(
            Map.of(
                "workers.gpu.replicas", "1",
                "workers.gpu.pool", "gpu",
                "workers.gpu.repository", "passo/task-worker",
                "workers.gpu.terminationGracePeriodSeconds", "60",
                "workers.gpu.resources.requests.cpu", "1"));

    // then
    assertThat(deployments(manifests))
        .extracting(deployment -> deployment.getMetadata().getName())
        .contains("passo-worker-default", "passo-worker-gpu");
  }

  @Test
  void shouldRefuseAMisspeltValue() {
    assertThatThrownBy(() -> render(Map.of("coordinator.replica", "3")))
        .hasMessageContaining("replica");
  }

  @Test
  void shouldSayWhatIsMissing() {
    // given
    TemplateCommand template = template();

    // then
    assertThatThrownBy(template::call).hasMessageContaining("kafka.bootstrapServers is required");
  }

  private static TemplateCommand template() {
    return new Helm(Project.path("charts/passo"))
        .template()
        .withName("passo")
        .withKubeVersion("1.31.0");
  }

  private static List<HasMetadata> render(Map<String, String> values) {
    TemplateCommand template = template();
    COMPLETE.forEach(template::set);
    values.forEach(template::set);
    List<HasMetadata> manifests = new ArrayList<>();
    for (String document : BETWEEN.splitAsStream(template.call()).toList()) {
      if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
        manifests.add(KUBERNETES.unmarshal(document));
      }
    }
    return manifests;
  }

  private static List<Deployment> deployments(List<HasMetadata> manifests) {
    return manifests.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .toList();
  }

  private static List<String> environment(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .map(EnvVar::getName)
        .toList();
  }

  /** Fields that the typed model does not know: a typing error in a template ends up there. */
  private static List<String> unknownFields(String path, Object value) {
    List<String> unknown = new ArrayList<>();
    if (value instanceof Collection<?> elements) {
      elements.forEach(element -> unknown.addAll(unknownFields(path, element)));
    } else if (value instanceof KubernetesResource resource) {
      for (PropertyDescriptor property : properties(resource)) {
        Object member = read(resource, property);
        if (property.getName().equals("additionalProperties")
            && member instanceof Map<?, ?> extra) {
          extra.keySet().forEach(key -> unknown.add(path + "/" + key));
        } else if (member != null) {
          unknown.addAll(unknownFields(path + "/" + property.getName(), member));
        }
      }
    }
    return unknown;
  }

  private static List<PropertyDescriptor> properties(KubernetesResource resource) {
    try {
      return Stream.of(Introspector.getBeanInfo(resource.getClass()).getPropertyDescriptors())
          .filter(property -> property.getReadMethod() != null)
          .toList();
    } catch (IntrospectionException e) {
      throw new IllegalStateException("Expected a bean but found " + resource.getClass(), e);
    }
  }

  private static @Nullable Object read(KubernetesResource resource, PropertyDescriptor property) {
    try {
      return property.getReadMethod().invoke(resource);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Expected to read " + property.getName(), e);
    }
  }
}
