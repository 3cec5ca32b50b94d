#!/bin/bash
# Runs Maven with the given arguments over the whole project and ends in a line with the counts of each sort of tests, and one
# with their sum. Exits with Maven's code.
set -uo pipefail
cd "$(dirname "$0")/.."
rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports
code=0
mvn -B --fail-at-end "$@" || code=$?

# count NAME FOLDER...: the tests that the reports in these folders tell of
passed=0 failed=0 counts=
count() {
  local name=$1 files sums; shift
  files=$(find "$@" -name 'TEST-*.xml' 2>/dev/null)
  sums=$(for f in $files; do grep -m1 -A3 '<testsuite ' "$f" | tr '\n' ' '; echo; done |
    awk 'function a(k) { return match($0, " " k "=\"[0-9]+") ? substr($0, RSTART + length(k) + 3, RLENGTH - length(k) - 3) : 0 }
         { t += a("tests"); f += a("failures") + a("errors"); s += a("skipped") } END { print t - f - s + 0, f + 0, s + 0 }')
  read -r p f s <<< "$sums"
  counts+="${counts:+; }$name: $p passed, $f failed$([ "$s" = 0 ] || echo ", $s skipped")"
  passed=$((passed + p)) failed=$((failed + f))
}
count unit */target/surefire-reports
count integration crds/target/failsafe-reports operator/target/failsafe-reports
count e2e e2e/target/failsafe-reports
echo
echo "$counts"
[ $code = 0 ] || [ $failed != 0 ] || echo "The build failed outside of the tests: see above."
echo "$passed passed, $failed failed"
exit $code
