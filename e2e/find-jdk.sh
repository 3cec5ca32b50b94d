#!/bin/bash
# Prints the home of a JDK 25 or newer; without one, a line that says what to install, and exit code 1.
set -euo pipefail
wanted=25

# the feature version of a JDK (with a compiler, not only a runtime) in this folder, or 0
feature() {
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  local v
  v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1)
  echo "${v:-0}"
}

on_path=$(command -v javac || true)
while [ -L "$on_path" ]; do # readlink -f is not everywhere
  next=$(readlink "$on_path"); case $next in /*) on_path=$next;; *) on_path=$(dirname "$on_path")/$next;; esac
done
on_path=${on_path%/bin/javac}

# the user's own choice first; then, of those installed, 25 itself before a newer one
for home in "${JAVA_HOME:-}" "$on_path"; do
  [ -n "$home" ] && [ "$(feature "$home")" -ge $wanted ] && { echo "$home"; exit; }
done
newer=
for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
  "$HOME"/.asdf/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
  [ -d "$home" ] || continue
  v=$(feature "$home")
  [ "$v" != $wanted ] || { echo "$home"; exit; }
  [ "$v" -lt $wanted ] || newer=$home
done
[ -z "$newer" ] || { echo "$newer"; exit; }
echo "JDK $wanted is missing: install one (Temurin for example: https://adoptium.net), and set JAVA_HOME if it is at an unusual place." >&2
exit 1
