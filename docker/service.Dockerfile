# Image of one Passo service. Build the jars first (./mvnw -Dquick -Dquarkus.package.jar.type=fast-jar package), then from the root of the project:
#
#   docker build -f docker/service.Dockerfile --build-arg SERVICE=coordinator -t passo/coordinator .
#
# SERVICE is coordinator, task-worker or integration-adapters. BASE_IMAGE is any image with a Java 21+ runtime in /opt/java/openjdk
# or on PATH.
ARG BASE_IMAGE=eclipse-temurin:25-jre-alpine
FROM ${BASE_IMAGE}

ARG SERVICE
LABEL org.opencontainers.image.title="Passo ${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0"

# Numeric, so that Kubernetes can verify runAsNonRoot.
USER 10001:10001
WORKDIR /app

# Libraries change less often than the application: they are layers of their own.
COPY ${SERVICE}/target/quarkus-app/lib/ /app/lib/
COPY ${SERVICE}/target/quarkus-app/quarkus/ /app/quarkus/
COPY ${SERVICE}/target/quarkus-app/app/ /app/app/
COPY ${SERVICE}/target/quarkus-app/quarkus-run.jar /app/quarkus-run.jar

# The root file system may be read-only: only /tmp is written.
ENV PASSO_HTTP_HOST=0.0.0.0 \
    PASSO_HTTP_PORT=8080 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp"
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app/quarkus-run.jar"]
