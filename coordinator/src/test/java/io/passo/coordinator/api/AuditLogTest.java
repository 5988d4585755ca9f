package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.coordinator.api.audit.AuditLog;
import io.passo.coordinator.security.CallerIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the audit log, and what must not. */
class AuditLogTest {
  private static final Logger LOG = Logger.getLogger(AuditLog.CATEGORY);

  private final Service service = new Service();
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void leave() {
    LOG.removeHandler(handler);
  }

  @Test
  void shouldSayWhoDidWhatWithoutPayloads() throws Exception {
    // when
    record(
        "StartExecution",
        "{'stateMachineArn':'arn:x','input':'{\\\"card\\\":\\\"4711\\\"}'}",
        "AccessDeniedException");

    // then
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.getFirst());
    assertThat(line.path("eventName").asText()).isEqualTo("StartExecution");
    assertThat(line.path("eventTime").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(line.path("errorCode").asText()).isEqualTo("AccessDeniedException");
    assertThat(line.path("userIdentity").path("arn").asText())
        .isEqualTo("arn:aws:iam::000000000000:root");
    assertThat(line.path("requestParameters").path("stateMachineArn").asText()).isEqualTo("arn:x");
    assertThat(line.path("requestParameters").path("input").asText())
        .isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
    assertThat(lines.getFirst()).doesNotContain("4711");
  }

  @Test
  void shouldLeaveOutTheDataPlane() {
    // when
    record("GetActivityTask", "{'activityArn':'arn:x'}", null);
    record("StartSyncExecution", "{'stateMachineArn':'arn:x'}", null);

    // then
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldBearWhatIsNoJson() {
    // when
    record("StartExecution", "{", "SerializationException");

    // then
    assertThat(lines).singleElement().asString().contains("\"requestParameters\":{}");
  }

  private void record(String action, String request, @Nullable String error) {
    Call call = new Call(new CallerIdentity(Service.ACCOUNT, "us-east-1"), "request-1", null);
    service.audit.called(action, json(request).getBytes(StandardCharsets.UTF_8), call, error);
  }
}
