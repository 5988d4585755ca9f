# Sourced by mvnw and passo: sets JAVA_HOME to a JDK of at least version 21, or ends the script with one line.
# Order: $JAVA_HOME, java on PATH, then the newest below the usual install folders.

passo_java_version() {
  # Prints the major version of the JDK in $1, nothing if there is none.
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  fi
}

passo_select_jdk() {
  passo_wanted=21
  passo_version=$(passo_java_version "${JAVA_HOME:-/nonexistent}")
  if [ "${passo_version:-0}" -ge "$passo_wanted" ]; then
    return 0
  fi
  if command -v java >/dev/null 2>&1; then
    passo_home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
    passo_version=$(passo_java_version "$passo_home")
    if [ "${passo_version:-0}" -ge "$passo_wanted" ]; then
      JAVA_HOME=$passo_home
      export JAVA_HOME
      return 0
    fi
  fi
  passo_best=0
  for passo_home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    passo_version=$(passo_java_version "$passo_home")
    if [ "${passo_version:-0}" -gt "$passo_best" ]; then
      passo_best=$passo_version
      passo_best_home=$passo_home
    fi
  done
  if [ "$passo_best" -lt "$passo_wanted" ]; then
    echo "Passo needs a JDK $passo_wanted or newer but found none in JAVA_HOME, on PATH or in the usual folders:" \
      "install one (for example Temurin 25) or set JAVA_HOME." >&2
    exit 1
  fi
  JAVA_HOME=$passo_best_home
  export JAVA_HOME
}

passo_select_jdk
