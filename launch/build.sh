# Sourced by ./offlineimap when something is missing. Leaves behind:
#
#   target/launch/current            the name of the folder in use
#   target/launch/app-N/             one build: offlineimap.jar, lib/, and
#     version, help                    what the program answers to --version and --help
#     sources                          as old as the sources it was made from
#                                    and for each JDK
#     PLATFORM/libsqlitejdbc.so        SQLite's native library, else unpacked again by every run
#     PLATFORM-VERSION.aot             the JVM's cache of loaded and linked classes
#
# A build is made under another name and then named in "current" by one rename, so a program that
# runs meanwhile keeps its files. The one before is kept for the same reason.

say() { echo "$*" >&2; }

# Only one process builds. A lock whose owner is gone is taken over.
lock() {
  mkdir -p "$launch" 2>/dev/null
  until mkdir "$launch/lock" 2>/dev/null; do
    [ -d "$launch/lock" ] || return 1
    [ "${1-}" = wait ] || return 1
    owner=
    [ -r "$launch/lock/pid" ] && read -r owner <"$launch/lock/pid"
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null && ! [ -d "/proc/$owner" ]; then
      rm -rf "$launch/lock" 2>/dev/null || return 1
    else
      sleep 1
    fi
  done
  echo $$ >"$launch/lock/pid"
  trap 'unlock' EXIT
  trap 'exit 130' INT
  trap 'exit 143' HUP TERM
}

unlock() {
  rm -rf "$launch/lock"
  trap - EXIT HUP INT TERM
}

build() {
  if ! lock wait; then
    # A copy that this user may not write to: as it was built is as it runs.
    [ -n "$app" ] && return 0
    say "OfflineIMAP is not built yet, and $home may not be written to."
    say "Run $home/offlineimap --version once as its owner."
    return 1
  fi
  previous=$app
  app=
  [ -r "$launch/current" ] && read -r app <"$launch/current" && app=$launch/$app
  if is_current; then
    unlock
    return 0
  fi
  command -v mvn >/dev/null 2>&1 || {
    say "Building OfflineIMAP needs Maven (3.8 or newer) on PATH: apt-get install maven,"
    say "dnf install maven, apk add maven or brew install maven."
    unlock
    return 1
  }
  if [ -n "$previous" ]; then
    say "Building OfflineIMAP again (its sources changed) ..."
  else
    say "Building OfflineIMAP (first use; this takes a minute) ..."
  fi
  : >"$launch/sources.new"
  if ! run_maven; then
    say "Building OfflineIMAP failed. The whole story is in $launch/build.log; its end:"
    grep -e ERROR -e Exception "$launch/build.log" | head -n 15 >&2
    unlock
    return 1
  fi
  install_build
  prepare_locked tell
  unlock
}

run_maven() {
  rm -f "$launch/build.status"
  {
    cd "$home" && JAVA_HOME=$jdk_home mvn --batch-mode package \
      --activate-profiles '!format' -Dmaven.test.skip=true 2>&1
    echo $? >"$launch/build.status"
  } | tee "$launch/build.log" | show_progress
  [ "$(cat "$launch/build.status" 2>/dev/null)" = 0 ]
}

show_progress() {
  fetched=0
  while IFS= read -r line; do
    case $line in
      *'Downloaded from'*)
        fetched=$((fetched + 1))
        case $fetched in *00) say "  $fetched files fetched" ;; esac
        ;;
      *compiler*:compile*) say "  compiling" ;;
      *jar*:jar*) say "  packing" ;;
    esac
  done
}

install_build() {
  number=1
  while [ -e "$launch/app-$number" ]; do number=$((number + 1)); done
  rm -rf "$launch/app.new"
  mkdir "$launch/app.new"
  cp "$home/target/offlineimap.jar" "$launch/app.new/"
  cp -R "$home/target/lib" "$launch/app.new/lib"
  mv "$launch/sources.new" "$launch/app.new/sources"
  note_answers
  app=$launch/app-$number
  mv "$launch/app.new" "$app"
  echo "app-$number" >"$launch/current.new"
  mv "$launch/current.new" "$launch/current"
  for old in "$launch"/app-*; do
    case $old in "$app" | "$previous") ;; *) rm -rf "$old" ;; esac
  done
}

# An answer that could not be had is left out: the program is asked again by whoever wants it.
note_answers() {
  for answer in version help; do
    (
      unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
      "$jdk_home/bin/java" -jar "$launch/app.new/offlineimap.jar" "--$answer"
    ) >"$launch/app.new/$answer" 2>/dev/null || rm -f "$launch/app.new/$answer"
  done
}

# What one JDK needs beside the build. Another process at it already: this run goes without.
prepare() {
  lock || return 0
  prepare_locked
  unlock
}

prepare_locked() {
  unpack_sqlite
  if [ -t 2 ] || [ "${1-}" = tell ]; then say "  preparing a fast start (once per JDK)"; fi
  aot=$app/$jdk_platform-$jdk_version.aot
  . "$home/launch/flags.sh"
  if train "$aot.new" && [ -s "$aot.new" ]; then
    mv "$aot.new" "$aot"
  else
    rm -f "$aot.new"
    : >"$aot.failed"
  fi
}

# The run whose classes the cache will hold: real synchronisations over TLS. Their server is
# another process, so that the cache holds nothing of it; the two take turns by lines through a pipe.
# Nothing outside this folder is touched but a directory for temporary files.
train() {
  trial=$(mktemp -d 2>/dev/null) || return 1
  mkfifo "$trial/turns" 2>/dev/null || return 1
  (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
    LC_ALL=C.UTF-8
    export LC_ALL
    rehearse serve "$trial/demo" <"$trial/turns" |
      rehearse -XX:AOTCacheOutput="$1" run "$trial/demo" >"$trial/turns"
  ) 2>/dev/null
  trained=$?
  rm -rf "$trial"
  return $trained
}

# rehearse [FLAG] SIDE DIRECTORY
rehearse() {
  training=
  case $1 in -*) training=$1 && shift ;; esac
  "$jdk_home/bin/java" $flags ${training:+"$training"} -Dorg.sqlite.lib.path="$app/$jdk_platform" \
    -cp "$app/offlineimap.jar" org.offlineimap.cli.Rehearsal "$@"
}

# Its name inside the driver's jar is that of the driver: Linux, Linux-Musl or Mac, then the CPU.
unpack_sqlite() {
  [ -d "$app/$jdk_platform" ] && return 0
  case $jdk_platform in
    Linux-*-musl) native=Linux-Musl ;;
    Linux-*) native=Linux ;;
    Darwin-* | "Mac OS X"-* | macOS-*) native=Mac ;;
    *) return 0 ;;
  esac
  case $jdk_platform in
    *-x86_64-* | *-amd64-*) native=$native/x86_64 ;;
    *-aarch64-* | *-arm64-*) native=$native/aarch64 ;;
    *) return 0 ;;
  esac
  rm -rf "$app/native.new"
  mkdir "$app/native.new"
  (
    cd "$app/native.new" && unset JAVA_TOOL_OPTIONS &&
      "$jdk_home/bin/jar" xf "$app"/lib/sqlite-jdbc-*.jar "org/sqlite/native/$native"
  ) >/dev/null 2>&1
  if [ -d "$app/native.new/org/sqlite/native/$native" ]; then
    mv "$app/native.new/org/sqlite/native/$native" "$app/$jdk_platform"
  fi
  rm -rf "$app/native.new"
}
