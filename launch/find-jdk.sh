# Sourced by ./offlineimap and ./check. Finds a JDK without starting one: each JDK says in its
# file "release" what it is.
#
#   find_jdk          sets jdk_home, jdk_version and jdk_platform; returns 1 when there is none
#   explain_no_jdk    tells on stderr what was looked at and what to do

jdk_needed=25

# look_at_jdk HOME: returns 0 and sets jdk_* when HOME holds a JDK that is new enough.
look_at_jdk() {
  [ -n "$1" ] && [ -r "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  release_version= release_build= release_os= release_arch= release_libc=
  while IFS='=' read -r release_key release_value || [ -n "$release_key" ]; do
    release_value=${release_value#\"}
    release_value=${release_value%\"*}
    case $release_key in
      JAVA_VERSION) release_version=$release_value ;;
      JAVA_RUNTIME_VERSION) release_build=$release_value ;;
      OS_NAME) release_os=$release_value ;;
      OS_ARCH) release_arch=$release_value ;;
      LIBC) release_libc=$release_value ;;
    esac
  done <"$1/release"
  release_feature=${release_version%%[!0-9]*}
  [ -n "$release_feature" ] || return 1
  jdk_seen="$jdk_seen
  $release_version in $1"
  [ "$release_feature" -ge "$jdk_needed" ] || return 1
  jdk_home=$1
  jdk_version=${release_build:-$release_version}
  jdk_platform=${release_os:-unknown}-${release_arch:-unknown}-${release_libc:-default}
}

# The folder of the program $1 after following every symbolic link, or nothing.
folder_behind_links() {
  link=$1
  while [ -L "$link" ]; do
    target=$(readlink "$link") || return 1
    case $target in
      /*) link=$target ;;
      *) link=${link%/*}/$target ;;
    esac
  done
  CDPATH='' cd -P -- "${link%/*}" 2>/dev/null && pwd
}

find_jdk() {
  jdk_home= jdk_version= jdk_platform= jdk_seen=
  look_at_jdk "${JAVA_HOME-}" && return 0
  jdk_on_path=$(command -v java 2>/dev/null) || jdk_on_path=
  case $jdk_on_path in
    /*)
      jdk_bin=$(folder_behind_links "$jdk_on_path") && look_at_jdk "${jdk_bin%/bin}" && return 0
      ;;
  esac
  for jdk_candidate in \
    /usr/lib/jvm/* \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    look_at_jdk "$jdk_candidate" && return 0
  done
  return 1
}

explain_no_jdk() {
  cat >&2 <<END
OfflineIMAP needs a JDK $jdk_needed or newer (the development kit: it builds itself on first use).
Looked at: JAVA_HOME, java on PATH, /usr/lib/jvm, ~/.sdkman/candidates/java,
/Library/Java/JavaVirtualMachines.
Found:${jdk_seen:- none}
The way out, whichever fits:
  Debian, Ubuntu   apt-get install openjdk-$jdk_needed-jdk
  Fedora           dnf install java-$jdk_needed-openjdk-devel
  Alpine           apk add openjdk$jdk_needed
  macOS            brew install openjdk@$jdk_needed, or a Temurin package
  anywhere         unpack a JDK $jdk_needed and set JAVA_HOME to its folder
END
}
