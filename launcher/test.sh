# shellcheck shell=bash
# Runs the tests. Sourced by the launcher; uses its variables home and java_home.
# shellcheck disable=SC2154 # those are set by the launcher

readonly fuzz_seconds_short=2
readonly fuzz_seconds_long=600

test_usage() {
  cat <<USAGE
Usage: sekisho test [--long [--only PART] [--seconds N] [--again] [--list]]
Checks everything: format, static analysis, every test, the launcher, and each parser by a few seconds of fuzzing.

As root on Debian it first installs the programs that tests compare with (launcher/test-packages). Where one is missing,
the tests that need it are skipped and named at the end. It ends with one line: N passed, N failed, N skipped.

  --long        The parts that take long instead: $fuzz_seconds_long s of fuzzing per parser, and the tests tagged long
                (scale, live). A part that has passed on this commit is not run again, so a run that was stopped goes on
                where it was. Results go to docs/long-test-results.md.
  --only PART   With --long: only the parts whose name begins so.
  --seconds N   With --long: seconds of fuzzing per parser.
  --again       With --long: also what has passed on this commit.
  --list        With --long: name the parts and end.
  --help        This.

Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage, 69 the tests could not be run.
USAGE
}

run_tests() {
  local long='' list='' again='' only='' seconds=$fuzz_seconds_long
  while (($# > 0)); do
    case $1 in
      -h | --help)
        test_usage
        return 0
        ;;
      --long) long=yes ;;
      --list) list=yes ;;
      --again) again=yes ;;
      --only | --seconds)
        if (($# < 2)); then
          echo "sekisho test: $1 needs a value; see ./sekisho test --help" >&2
          return 2
        fi
        [[ $1 == --only ]] && only=$2 || seconds=$2
        shift
        ;;
      *)
        echo "sekisho test: expected an option, but got \"$1\"; see ./sekisho test --help" >&2
        return 2
        ;;
    esac
    shift
  done
  if [[ ! $seconds =~ ^[1-9][0-9]{0,5}$ ]]; then
    echo "sekisho test: --seconds must be a whole number from 1 to 999999, but is \"$seconds\"" >&2
    return 2
  fi
  if [[ -z $long && -n $list$again$only ]]; then
    echo "sekisho test: --only, --again and --list need --long" >&2
    return 2
  fi

  # shellcheck source=launcher/fuzz.sh
  source "$home/launcher/fuzz.sh"
  if [[ -n $long ]]; then
    # shellcheck source=launcher/long-test.sh
    source "$home/launcher/long-test.sh"
    run_long_tests "$list" "$again" "$only" "$seconds"
    return
  fi

  results=$home/target/test
  rm -rf "$results"
  mkdir -p "$results"
  install_test_packages
  # What the launcher compiled without the checks is compiled again with them.
  find "$home" -path '*/target/*' \( -name classes -o -name test-classes -o -name maven-status \) -prune -exec rm -rf {} +
  run_maven verify || return
  fuzz_briefly
  check_launcher
  "$java_home/bin/java" "$home/launcher/TestReport.java" "$home" "$results"/*.results
}

# Writes a result that no JUnit report holds: passed, failed or skipped, the test's name, why.
note() {
  printf '%s\t%s\t%s\n' "$1" "$2" "${3-}" >>"$results/launcher.results"
}

install_test_packages() {
  local program package purpose missing=()
  while read -r program package purpose; do
    [[ -z $program || $program == '#' ]] && continue
    command -v "$program" >/dev/null || missing+=("$package")
  done <"$home/launcher/test-packages"
  ((${#missing[@]} > 0)) || return 0

  if ((EUID == 0)) && command -v apt-get >/dev/null; then
    echo "Installing from Debian what tests need: ${missing[*]}"
    {
      export DEBIAN_FRONTEND=noninteractive
      apt-get -q -o Acquire::Retries=2 -o Acquire::http::Timeout=20 update &&
        apt-get -q -y --no-install-recommends install "${missing[@]}"
    } >"$results/packages.log" 2>&1 </dev/null || echo "That failed; see $results/packages.log"
  fi
  while read -r program package purpose; do
    [[ -z $program || $program == '#' ]] && continue
    command -v "$program" >/dev/null ||
      echo "Missing: $program (Debian package $package), for: $purpose. Tests that need it are skipped."
  done <"$home/launcher/test-packages"
}

# Runs Maven; with "verify" it compiles with every check on, runs the JUnit tests and checks the format. Failed tests do
# not end it: the report counts them.
run_maven() {
  local log=$results/maven.log
  if ! command -v mvn >/dev/null; then
    echo "sekisho: Maven is needed to run the tests, and there is no mvn on the PATH. On Debian: apt install maven" >&2
    return 69
  fi
  find "$home" -path '*/target/surefire-reports' -prune -exec rm -rf {} +
  if JAVA_HOME=$java_home mvn -B -ntp -f "$home/pom.xml" -Dmaven.test.failure.ignore "$@" 2>&1 </dev/null |
    tee "$log"; then
    return 0
  fi
  # shellcheck source=launcher/build.sh
  source "$home/launcher/build.sh"
  explain_failure "$log"
  note failed 'build and checks' "$log"
}

# Some seconds per parser: enough to notice a fault that any input shows. As many at once as there are processors.
fuzz_briefly() {
  local target processors running=0
  processors=$(nproc)
  while read -r target; do
    if ((running >= processors)); then
      wait -n || true
      running=$((running - 1))
    fi
    fuzz_one_briefly "$target" &
    running=$((running + 1))
  done < <(fuzz_targets)
  wait
}

fuzz_one_briefly() {
  if fuzz "$1" "$fuzz_seconds_short" 1 "$results/fuzz"; then
    note passed "fuzzing for $fuzz_seconds_short s: $1"
  else
    note failed "fuzzing for $fuzz_seconds_short s: $1" "$(fuzz_finding "$1" "$results/fuzz")"
  fi
}

check_launcher() {
  local link="$results/a path with spaces/link to sekisho" code=0
  if command -v shellcheck >/dev/null; then
    if (cd "$home" && shellcheck -x sekisho launcher/*.sh .ci/run); then
      note passed 'launcher: shellcheck has nothing to say'
    else
      note failed 'launcher: shellcheck has nothing to say' 'see above'
    fi
  else
    note skipped 'launcher: shellcheck has nothing to say' 'shellcheck is not installed'
  fi

  mkdir -p "${link%/*}"
  ln -s "$home/sekisho" "$link"
  if (cd / && "$link" --version >/dev/null); then
    note passed 'launcher: runs from another directory through a link'
  else
    note failed 'launcher: runs from another directory through a link' 'see above'
  fi

  "$home/sekisho" no-such-command >/dev/null 2>&1 || code=$?
  if ((code == 2)); then
    note passed 'launcher: hands on the exit code of the command'
  else
    note failed 'launcher: hands on the exit code of the command' "expected 2, got $code"
  fi
}
