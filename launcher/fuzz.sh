# shellcheck shell=bash
# Fuzzes the parsers with Jazzer, outside Maven: each target in a JVM of its own, instrumented for coverage. Sourced by
# test.sh; needs the modules compiled.
# shellcheck disable=SC2154 # home and java_home are set by the launcher

# Names every fuzz target, one a line: MODULE CLASS METHOD.
fuzz_targets() {
  local file module class method
  while IFS= read -r file; do
    module=${file%%/src/test/java/*}
    class=${file#*/src/test/java/}
    class=${class%.java}
    while IFS= read -r method; do
      printf '%s %s %s\n' "$module" "${class//\//.}" "$method"
    done < <(sed -n '/@FuzzTest/,/(.*{/s/.*void \([A-Za-z0-9_]*\)(.*/\1/p' "$home/$file")
  done < <(cd "$home" && grep -rl --include='*Test.java' '@FuzzTest' engine cli bench server | sort)
}

# Fuzzes one target: fuzz "MODULE CLASS METHOD" SECONDS SEED DIRECTORY. Logs and inputs found on the way go into the
# directory, each target's into a place of its own. False when a fault was found. A short run ends before the second
# compiler has earned what it takes.
fuzz() {
  local module class method seconds=$2 seed=$3 place compiler=()
  read -r module class method <<<"$1"
  place=$4/$class.$method
  ((seconds >= 60)) || compiler=(-XX:TieredStopAtLevel=1)
  mkdir -p "$place/corpus"
  (
    cd "$home/$module" &&
      exec "$java_home/bin/java" "${compiler[@]}" -Xmx1g -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "target/test-classes:target/classes:$(<target/test-class-path)" \
        com.code_intelligence.jazzer.Jazzer --target_class="$class" --target_method="$method" \
        --max_duration="${seconds}s" --instrument='dev.sekisho.**' --reproducer_path="$place" \
        -seed="$seed" -timeout=20 -artifact_prefix="$place/" "$place/corpus"
  ) >"$place/log" 2>&1 </dev/null
}

# What a failed target has to say, in one line.
fuzz_finding() {
  local module class method log
  read -r module class method <<<"$1"
  log=$2/$class.$method/log
  printf '%s; see %s\n' "$(grep -m 1 -E '^== Java Exception|Exception:|ERROR|error:' "$log" || tail -1 "$log")" "$log"
}

# How many inputs a target was run with: the last count in its log.
fuzz_runs() {
  local module class method
  read -r module class method <<<"$1"
  sed -n 's/^#\([0-9][0-9]*\).*/\1/p; s/^Done \([0-9]*\) runs.*/\1/p' "$2/$class.$method/log" | tail -1
}
