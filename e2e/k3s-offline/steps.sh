# Sourced by the scripts beside it: says what goes on during long work, and keeps the whole output in $log.

# step LABEL COMMAND...: runs the command, prints how long it took, and every 20 s how far it is (the last line it printed)
step() {
  local label=$1 from=$SECONDS shown=$SECONDS pid; shift
  echo "  $label ..."
  mkdir -p "$(dirname "$log")"
  printf '\n=== %s: %s\n' "$label" "$*" >> "$log"
  "$@" >> "$log" 2>&1 < /dev/null & pid=$!
  while kill -0 $pid 2>/dev/null; do
    sleep .1
    if (( SECONDS - shown >= 20 )); then
      shown=$SECONDS
      printf '    %4d s: %s\n' $((SECONDS - from)) "$(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)"
    fi
  done
  wait $pid || { tail -n 20 "$log" >&2; echo "failed: $label. All output: $log" >&2; exit 1; }
  echo "    done in $((SECONDS - from)) s"
}
