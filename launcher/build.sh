# shellcheck shell=bash
# Builds the commands into cli/target/sekisho, or the server into server/target/sekisho. Sourced by the launcher; uses its
# variables home, module, built, jvm_options, training_class, java_home and jdk_identity.
# shellcheck disable=SC2154 # those are set by the launcher

# Builds, unless another process has done so while we waited for it.
build_unless_current() {
  local lock
  if ! mkdir -p "$home/$module/target" 2>/dev/null || [[ ! -w $home/$module/target ]]; then
    if [[ -f $built/made-by ]]; then
      return 0 # a read-only installation runs as it is
    fi
    echo "sekisho: not built yet, and $home/$module/target cannot be written. Build as the owner of $home first." >&2
    return 1
  fi
  exec {lock}>"$home/$module/target/build.lock"
  if ! flock --nonblock "$lock"; then
    tell "waiting for another build of Sekisho to end …"
    flock "$lock"
  fi
  build_is_current || build || return 1
  exec {lock}>&-
}

build() {
  local log=$home/$module/target/build.log stage=$home/$module/target/stage started=$SECONDS
  if ! command -v mvn >/dev/null; then
    echo "sekisho: Maven is needed to build it, and there is no mvn on the PATH. On Debian: apt install maven" >&2
    return 1
  fi
  tell "building Sekisho …"
  rm -rf "$stage"
  # The stamp is as old as the start of the build: what is saved while it runs is built next time.
  mkdir "$stage"
  printf '%s\n' "$jdk_identity" >"$stage/made-by"
  # Checks are for ./sekisho test. One short run of Maven is over before the second compiler has paid for itself.
  if ! JAVA_HOME=$java_home MAVEN_OPTS=${MAVEN_OPTS--XX:TieredStopAtLevel=1 -XX:+UseSerialGC} \
    mvn -B -f "$home/pom.xml" -pl "$module" -am -Dquick -Dmaven.test.skip -Dspotless.check.skip \
    -Dsekisho.stage="$stage" package >"$log" 2>&1 </dev/null; then
    explain_failure "$log"
    return 1
  fi
  "$java_home/bin/java" -XX:TieredStopAtLevel=1 "$home/launcher/RenewClasses.java" "$stage"/lib/*.jar >>"$log" 2>&1 ||
    echo "classes of old formats not renewed: commands start more slowly" >>"$log"
  write_class_path
  cp "$home/launcher/$jvm_options" "$stage/jvm.options"
  train >>"$log" 2>&1 || echo "start-up cache not made: all commands start more slowly" >>"$log"
  # Programs that still run keep the files they have opened; a new one sees the old build or the new one, whole.
  rm -rf "$built.old"
  [[ ! -d $built ]] || mv "$built" "$built.old"
  mv "$stage" "$built"
  rm -rf "$built.old"
  tell "built in $((SECONDS - started)) s"
}

# Writes the class path in a fixed order, with @ for the directory: the start-up cache is only valid for this order.
write_class_path() {
  local jar path=
  local -
  LC_ALL=C
  for jar in "$stage"/*.jar "$stage"/lib/*.jar; do
    path+=:@${jar#"$stage"}
  done
  printf '%s\n' "${path#:}" >"$stage/class-path"
}

# Makes the start-up cache (JEP 483, 514 and 515): classes loaded and linked, and profiles of the methods that were hot
# in a run over a small capture of our own making. The JVM ignores it when JDK or class path are not those of now.
train() {
  local class_path
  class_path=$(<"$stage/class-path")
  mkdir "$stage/training"
  "$java_home/bin/java" @"$stage/jvm.options" -XX:AOTCacheOutput="$stage/start-up.aot" \
    -cp "${class_path//@/$stage}" "$training_class" "$stage/training" </dev/null ||
    echo "a command failed in training: it starts more slowly"
  rm -rf "$stage/training"
  [[ -f $stage/start-up.aot ]]
}

explain_failure() {
  local log=$1
  if grep -qE 'Could not transfer|Could not resolve|Cannot access|UnknownHost|Unknown host|Non-resolvable' "$log"; then
    grep -m 3 -E 'ERROR|FATAL' "$log" | cut -c 1-400 >&2
    echo "sekisho: Maven could not get what the build needs. The first build needs the Internet (Maven Central)," \
      "or a mirror of it in ~/.m2/settings.xml. Whole log: $log" >&2
  else
    grep -E '^\[(ERROR|WARNING)\]|^\s+\^' "$log" | head -40 >&2 || tail -40 "$log" >&2
    echo "sekisho: the build failed. Whole log: $log" >&2
  fi
}

# Says what is going on, to a person only.
tell() {
  [[ ! -t 2 ]] || printf 'sekisho: %s\n' "$*" >&2
}
