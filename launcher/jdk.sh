# shellcheck shell=bash
# Finds the JDK. Sourced by the launcher.
# shellcheck disable=SC2034 # java_home and jdk_identity are for whoever sources this

readonly jdk_needed=25

# Reads the release file of a JDK: sets feature_version, and runtime_version such as 25.0.1+8-LTS.
read_release() {
  local line
  feature_version=0
  runtime_version=
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=\"*)
        line=${line#*\"}
        feature_version=${line%%[.\"+-]*}
        ;;
      JAVA_RUNTIME_VERSION=\"* | IMPLEMENTOR_VERSION=\"*)
        line=${line#*\"}
        runtime_version+=${line%\"}
        ;;
    esac
  done <"$1/release"
  [[ $feature_version =~ ^[0-9]+$ ]] || feature_version=0
}

# True when a directory holds a whole JDK that is new enough; sets what read_release sets.
is_fit_jdk() {
  [[ -r $1/release && -x $1/bin/java && -x $1/bin/javac ]] || return 1
  read_release "$1"
  ((feature_version >= jdk_needed))
}

# Sets java_home, the JDK to use, and jdk_identity, which changes whenever another JDK is used. JAVA_HOME is taken
# first; of those in /usr/lib/jvm the one closest to what Sekisho is tested with; the PATH last.
find_jdk() {
  local candidate on_path best=
  java_home=
  if [[ -n ${JAVA_HOME-} ]] && is_fit_jdk "$JAVA_HOME"; then
    java_home=$JAVA_HOME
    best=$feature_version
    jdk_identity=$java_home-$runtime_version
  else
    for candidate in /usr/lib/jvm/*; do
      if [[ ! -L $candidate ]] && is_fit_jdk "$candidate" && ((feature_version < ${best:-9999})); then
        java_home=$candidate
        best=$feature_version
        jdk_identity=$java_home-$runtime_version
      fi
    done
  fi
  if [[ -z $java_home ]] && on_path=$(readlink -f -- "$(type -P javac)") && is_fit_jdk "${on_path%/bin/javac}"; then
    java_home=${on_path%/bin/javac}
    jdk_identity=$java_home-$runtime_version
  fi
  [[ -n $java_home ]] && return 0

  cat >&2 <<MESSAGE
sekisho: no JDK $jdk_needed or newer found: looked at JAVA_HOME (${JAVA_HOME:-not set}), /usr/lib/jvm and the PATH.
Install one, then try again:
  Debian 13 and newer, Ubuntu:   apt install openjdk-$jdk_needed-jdk-headless   (where the release has it)
  any Debian:                    Eclipse Temurin, https://adoptium.net/installation/linux (package temurin-$jdk_needed-jdk)
or set JAVA_HOME to where one is.
MESSAGE
  return 1
}
