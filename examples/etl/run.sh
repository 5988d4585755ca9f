#!/bin/sh
# Runs the example from nothing: an S3-compatible server, Passo, a CSV file of orders. Usage: run.sh [ROWS]
set -eu
rows=${1:-100000}
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/.mvn/select-jdk.sh"
work=$(mktemp -d)
s3port=${S3_PORT:-19090}
port=${PASSO_PORT:-18080}
s3="http://127.0.0.1:$s3port"
passo="http://127.0.0.1:$port"

s3pid=
stop() {
  "$root/passo" down --data "$work/passo" >/dev/null 2>&1 || true
  [ -z "$s3pid" ] || kill "$s3pid" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

api() {
  curl -sS --fail-with-body "$passo/" -H 'Content-Type: application/x-amz-json-1.0' -H "X-Amz-Target: AWSStepFunctions.$1" -d @-
}

value() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

[ -f "$root/s3mock/target/classpath" ] || (cd "$root" && ./mvnw --batch-mode -q -Dquick -pl s3mock generate-resources)
"$JAVA_HOME/bin/java" -Xmx512m -Dhttp.port="$s3port" -cp "$(cat "$root/s3mock/target/classpath")" \
  com.adobe.testing.s3mock.S3MockApplication --com.adobe.testing.s3mock.store.initial-buckets=etl \
  --com.adobe.testing.s3mock.max-payload-size=2GB > "$work/s3.log" 2>&1 &
s3pid=$!
AWS_ENDPOINT_URL_S3=$s3 "$root/passo" up --detach --port "$port" --data "$work/passo"
until curl -s -o /dev/null "$s3/"; do sleep 1; done

awk -v rows="$rows" 'BEGIN {
  print "order_id,country,amount"
  for (i = 0; i < rows; i++) printf "%d,%s,%d\n", i, substr("DEFRPTUS", 2 * (i % 4) + 1, 2), i % 1000
}' > "$work/orders.csv"
curl -sS --fail -T "$work/orders.csv" "$s3/etl/orders.csv"
echo "Uploaded $(wc -c < "$work/orders.csv") bytes with $rows rows"

definition=$(sed 's/\\/\\\\/g; s/"/\\"/g' "$(dirname "$0")/etl.asl.json" | tr -d '\n')
machine=$(printf '{"name":"etl","roleArn":"arn:aws:iam::000000000000:role/demo","definition":"%s"}' "$definition" |
  api CreateStateMachine | value stateMachineArn)
began=$(date +%s)
execution=$(printf '{"stateMachineArn":"%s","input":"{\\"bucket\\":\\"etl\\",\\"key\\":\\"orders.csv\\"}"}' "$machine" |
  api StartExecution | value executionArn)
while :; do
  described=$(printf '{"executionArn":"%s"}' "$execution" | api DescribeExecution)
  status=$(printf '%s' "$described" | value status)
  [ "$status" = RUNNING ] || break
  sleep 1
done
ended=$(date +%s)
echo "$status after $((ended - began)) s"
"$root/passo" status --data "$work/passo" || true
[ "$status" = SUCCEEDED ] || { printf '%s\n' "$described"; exit 1; }

run=$(printf '{"executionArn":"%s"}' "$execution" | api ListMapRuns | value mapRunArn)
folder="sums/${run##*:}"
curl -sS "$s3/etl/$folder/manifest.json"
echo
# Each line is what one batch gave: {"rows":500,"amount":249750}
curl -sS "$s3/etl/$folder/SUCCEEDED_0.jsonl" > "$work/sums.jsonl"
awk -F'[:,}]' -v rows="$rows" '
  { sum += $2; amount += $4 }
  END {
    full = int(rows / 1000); rest = rows % 1000
    wanted = full * 499500 + rest * (rest - 1) / 2
    printf "%d batches, %d rows, amount %d (expected %d rows, amount %d)\n", NR, sum, amount, rows, wanted
    exit sum == rows && amount == wanted ? 0 : 1
  }' "$work/sums.jsonl"
