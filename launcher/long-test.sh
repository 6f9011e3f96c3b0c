# shellcheck shell=bash
# The tests that take long, part by part. Sourced by test.sh.
# shellcheck disable=SC2154 # home and java_home are set by the launcher

# Names the parts, one a line: "fuzz MODULE CLASS METHOD", or "long MODULE CLASS" for a JUnit class with tests tagged long.
long_parts() {
  fuzz_targets | sed 's/^/fuzz /'
  (cd "$home" && grep -rl --include='*Test.java' '@Tag("long")' engine cli server bench | sort) |
    sed 's|^\(.*\)/src/test/java/\(.*\)\.java$|\1 \2|' | tr / . | sed 's/^engine\./engine\//; s/^/long /'
}

# The name of a part for people, --only and files: fuzz:HttpParserFuzzTest.method, long:ScaleTest.
part_name() {
  local kind module class method
  read -r kind module class method <<<"$1"
  printf '%s:%s%s\n' "$kind" "${class##*.}" "${method:+.$method}"
}

run_long_tests() {
  local list=$1 again=$2 only=$3 seconds=$4 part name commit state=$home/target/long failed=0
  local -a parts=()
  while IFS= read -r part; do
    name=$(part_name "$part")
    [[ $name == "$only"* || ${name#*:} == "$only"* ]] && parts+=("$part")
  done < <(long_parts)
  if ((${#parts[@]} == 0)); then
    echo "sekisho test: no part's name begins with \"$only\"; see ./sekisho test --long --list" >&2
    return 2
  fi
  if [[ -n $list ]]; then
    for part in "${parts[@]}"; do part_name "$part"; done
    return 0
  fi

  results=$state
  mkdir -p "$state"
  : >"$state/launcher.results"
  install_test_packages
  commit=$(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown)
  [[ -z $(git -C "$home" status --porcelain -- engine cli server bench pom.xml 2>/dev/null) ]] || commit+=+changes
  run_maven -q -Dmaven.test.skip.exec process-test-classes || return

  for part in "${parts[@]}"; do
    name=$(part_name "$part")
    if [[ -z $again ]] && grep -qs "^passed.*	$commit	" "$state/$name.result"; then
      echo "$name: passed before on $commit"
      note passed "$name"
      continue
    fi
    echo "$name: running since $(date -u +%H:%M:%S) …"
    run_part "$part" "$name" "$commit" "$seconds" || failed=1
    write_long_results
  done
  "$java_home/bin/java" "$home/launcher/TestReport.java" "$state" "$state/launcher.results" || failed=1
  return $failed
}

# Runs one part and keeps its result: outcome, name, commit, date, seed, what was done.
run_part() {
  local part=$1 name=$2 commit=$3 seconds=$4 kind module class method outcome=passed detail seed=- started=$SECONDS
  read -r kind module class method <<<"$part"
  if [[ $kind == fuzz ]]; then
    seed=$((RANDOM * 32768 + RANDOM + 1))
    fuzz "$module $class $method" "$seconds" "$seed" "$results/fuzz" || outcome=failed
    detail="$(fuzz_runs "$module $class $method" "$results/fuzz") inputs in $((SECONDS - started)) s"
    [[ $outcome == passed ]] || detail+="; $(fuzz_finding "$module $class $method" "$results/fuzz")"
  else
    run_junit_class "$module" "$class" || outcome=failed
    detail="$((SECONDS - started)) s; log $results/$name.log"
  fi
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$outcome" "$name" "$commit" "$(date -u '+%Y-%m-%d %H:%M')" "$seed" "$detail" \
    >"$results/$name.result"
  echo "$name: $outcome, $detail"
  note "$outcome" "$name" "$detail"
  [[ $outcome == passed ]]
}

# Runs the tests tagged long of one class; what they print goes to the log, and their figures into it.
run_junit_class() {
  local module=$1 class=$2
  JAVA_HOME=$java_home mvn -B -ntp -f "$home/pom.xml" -pl "$module" -am -Dsekisho.excludedTags= -Dgroups=long \
    -Dtest="$class" -Dsurefire.failIfNoSpecifiedTests=false test >"$results/$name.log" 2>&1 </dev/null
}

# Writes docs/long-test-results.md: of each part the newest result there is, here or in the document, the parts never run,
# and the remarks that stand at the end of the document.
write_long_results() {
  local document=$home/docs/long-test-results.md rows remarks part name
  rows=$({
    [[ ! -f $document ]] || sed -n '/^| `/p' "$document"
    cat "$results"/*.result |
      awk -F '\t' '{ printf "| `%s` | %s | %s | %s | %s | %s |\n", $2, $1, $3, $4, $5, $6 }' | sed "s|$home/||g"
  } | awk -F '|' '$5 >= date[$2] { date[$2] = $5; row[$2] = $0 } END { for (name in row) print row[name] }' | sort)
  remarks=$([[ ! -f $document ]] || sed -n '/^## Remarks/,$p' "$document")
  {
    cat <<'HEAD'
# Results of the long tests

Written by `./sekisho test --long`; see `./sekisho test --help`. To repeat one part: `./sekisho test --long --again --only PART`.

| part | result | commit | date (UTC) | seed | |
|---|---|---|---|---|---|
HEAD
    while IFS= read -r part; do
      name=$(part_name "$part")
      grep -F "| \`$name\` |" <<<"$rows" || echo "| \`$name\` | not run yet | | | | |"
    done < <(long_parts)
    [[ -z $remarks ]] || printf '\n%s\n' "$remarks"
  } >"$document.new"
  mv "$document.new" "$document"
}
