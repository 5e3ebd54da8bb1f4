# Sourced by the other scripts: where things are kept, what is said, how a thing is built exactly once.

cache=${BRIDGES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bridges}
tdlib_version=1.8.65
node_version=24.21.0
npm_version=11.19.1
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# build_for ARCHITECTURE: from then on, programs of others are those for x64 or arm64.
build_for() {
  local suffix=
  architecture=$1
  case $architecture in
    x64) ;;
    arm64) suffix=-arm64 ;;
    *) fail "there is no build for '$architecture', only for x64 and arm64." ;;
  esac
  tdlib=$cache/tdlib/$tdlib_version$suffix/libtdjson.so
  node=$cache/node/$node_version$suffix/node
}

case $(uname -m) in
  aarch64) build_for arm64 ;;
  *) build_for x64 ;;
esac

# compile PROJECT [OPTION...]: builds it for release; silent unless something is wrong.
compile() { dotnet msbuild "$1" -restore -maxCpuCount -verbosity:quiet -nologo -property:Configuration=Release "${@:2}"; }

# install_once TARGET BUILD: unless the folder TARGET exists, calls "BUILD FOLDER" and moves the filled folder to TARGET.
# Concurrent callers wait for the first one; an interrupted build leaves nothing that looks finished.
install_once() {
  local target=$1 build=$2 lock
  [ ! -d "$target" ] || return 0
  mkdir -p "$(dirname "$target")"
  exec {lock}> "$target.lock"
  flock "$lock"
  if [ ! -d "$target" ]; then
    partial=$(mktemp -d "$target.partial.XXXXXX")
    trap 'rm -rf "$partial"' EXIT
    "$build" "$partial"
    chmod 755 "$partial"
    mv -T "$partial" "$target"
  fi
  exec {lock}>&-
}

# npm_ci PINNED FOLDER [OPTION...]: exactly the packages that PINNED's lock file names, in FOLDER/node_modules; none of their scripts is run.
npm_ci() {
  command -v "${npm[0]}" >/dev/null || install_npm
  mkdir -p "$2"
  cp "$1/package.json" "$1/package-lock.json" "$2"
  "${npm[@]}" ci --prefix "$2" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error "${@:3}" >&2 \
    || fail "npm could not install the packages of ${1#"$repository/"}: see above."
}

npm=(npm)

# The npm for lock files of more than one package, which Debian's does not read: the machine's own where it is new enough, else the one
# that scripts/npm pins, run by the pinned Node.js.
find_npm() {
  local own=0 pinned=$cache/npm/$npm_version
  ! command -v npm >/dev/null || own=$(npm --version | cut -d. -f1)
  [ "$own" -lt 11 ] || return 0
  "$repository/scripts/install-node" >/dev/null
  install_once "$pinned" install_pinned_npm
  npm=("$node" "$pinned/node_modules/npm/bin/npm-cli.js")
}

install_pinned_npm() {
  say "npm: downloading version $npm_version (3 MB)"
  npm_ci "$repository/scripts/npm" "$1"
}

# Not unpacked into the cache like the rest: Debian's Node.js looks for parts of itself in /usr/share only.
install_npm() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] \
    || fail "npm is needed to download this. Install it (sudo apt-get install nodejs npm), or run this once as root."
  say "npm is missing: installing Debian's nodejs and npm"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq install --yes --no-install-recommends nodejs npm >/dev/null
}

# node_modules PINNED: prints the folder that holds node_modules for PINNED's lock file, installed once for each state of that file.
node_modules() {
  local pinned=$1 sum target
  sum=$(cat "$pinned/package.json" "$pinned/package-lock.json" | sha256sum)
  target=$cache/node_modules/${sum:0:24}
  [ -d "$target" ] || find_npm
  install_packages() { say "npm packages of ${pinned#"$repository/"}"; npm_ci "$pinned" "$1"; }
  install_once "$target" install_packages
  echo "$target"
}

# The code name of the Debian release that this machine runs.
debian_release() {
  local release
  release=$(. /etc/os-release && echo "${ID:-}:${VERSION_CODENAME:-}")
  case $release in
    debian:?*) echo "${release#debian:}" ;;
    *) return 1 ;;
  esac
}

# The mirror that this machine's own apt uses, asked of apt itself so that every format of its configuration counts.
# Others may publish for the same release: Debian itself is who has its updates too, or whose address ends in "debian".
debian_mirror() {
  if [ -n "${BRIDGES_DEBIAN_MIRROR:-}" ]; then echo "$BRIDGES_DEBIAN_MIRROR"; return; fi
  local release
  release=$(debian_release) || return 1
  apt-get update --print-uris 2>/dev/null | awk -F "'" -v release="$release" '
    split($2, part, "/dists/") == 2 {
      if (index(part[2], release "-updates/main/") == 1) { updated[part[1]] = 1 }
      if (index(part[2], release "/main/") == 1) { candidates[++count] = part[1] }
    }
    function rank(uri) { return (uri in updated) ? 3 : (uri ~ /\/debian\/?$/) ? 2 : 1 }
    END {
      for (i = 1; i <= count; i++) { if (!best || rank(candidates[i]) > rank(best)) { best = candidates[i] } }
      if (!best) { exit 1 }
      print best
    }'
}

# debian_apt FOLDER RELEASE [deb-src]: prepares "${apt[@]}", an apt-get that works on lists and a (empty) package database of its own below FOLDER,
# so it needs no root rights and the machine stays as it is. It knows the release's packages, or their sources: for this machine's architecture,
# or for the one that the variable debian_architecture names.
debian_apt() {
  local folder=$1 release=$2 kind=${3:-deb} mirror keyring options=check-valid-until=no state
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null \
    || fail "this needs Debian's apt-get and dpkg-deb, which this machine does not have."
  mirror=$(debian_mirror) \
    || fail "no Debian mirror found in this machine's apt configuration; name one in BRIDGES_DEBIAN_MIRROR."
  for keyring in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
    # A mirror's Release file may be past its Valid-Until; its signature is checked all the same.
    if [ -e "$keyring" ]; then options="check-valid-until=no signed-by=$keyring"; break; fi
  done
  state=$folder/apt
  mkdir -p "$state/lists/partial" "$folder/partial"
  : > "$state/status"
  echo "$kind [$options] $mirror $release main" > "$state/sources.list"
  apt=(apt-get -qq
    -o Dir::State="$state" -o Dir::State::status="$state/status"
    -o Dir::Cache="$state" -o Dir::Cache::archives="$folder"
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o APT::Sandbox::User= -o APT::Install-Recommends=false -o APT::Update::Error-Mode=any
    -o Acquire::Languages=none -o Acquire::Retries=3
    ${debian_architecture:+-o APT::Architecture="$debian_architecture" -o APT::Architectures="$debian_architecture"})
  "${apt[@]}" update
}

# debian_download FOLDER RELEASE PACKAGES [LEFT OUT]: the packages (names between spaces) and all they need, as .deb files in FOLDER, without
# those whose name matches the pattern.
debian_download() {
  local folder=$1 release=$2 left_out=${4:-} packages needed apt
  read -ra packages <<<"$3"
  debian_apt "$folder" "$release"
  if [ -z "$left_out" ]; then
    "${apt[@]}" --yes --download-only install "${packages[@]}" >/dev/null
    return
  fi
  mapfile -t needed < <("${apt[@]}" --yes --simulate install "${packages[@]}" | awk '$1 == "Inst" { print $2 }' | grep -Ev "$left_out")
  (cd "$folder" && "${apt[@]}" download "${needed[@]}" >/dev/null)
}

# debian_unpack FOLDER DEB...: the files of the packages, without their documentation and without running their scripts.
debian_unpack() {
  local folder=$1 deb
  shift
  for deb in "$@"; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder" --no-same-owner \
      --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./usr/share/info
  done
  find "$folder" -type f -perm /6000 -exec chmod ug-s {} +
}

# What of npm packages is not needed to run them: programs for other systems (but see the folders "prebuilds" in lay_out_product), declarations
# of types, source maps, pages for readers.
unneeded_packages=(
  --exclude='prebuilds/darwin-*' --exclude='prebuilds/win32-*'
  --exclude='*.d.ts' --exclude='*.d.mts' --exclude='*.d.cts' --exclude='*.map' --exclude='README*' --exclude='CHANGELOG*'
  --exclude='node_modules/@types' --exclude='node_modules/undici-types' --exclude='node_modules/node-addon-api'
)

# lay_out_product FOLDER PUBLISHED: puts what "compile scripts/Product.proj" has published below PUBLISHED together as it is installed: the
# host, the media worker, and in modules/<network>/ each network's module with its engine.
lay_out_product() {
  local product=$1 published=$2 module engine package folder target packages
  cp -a "$published/Bridges.Host/release/." "$product"
  mkdir "$product/media"
  cp -a "$published/Bridges.MediaWorker/release/." "$product/media"
  for module in bridges/*/*.csproj; do
    folder=$product/modules/$(basename "$(dirname "$module")" | tr '[:upper:]' '[:lower:]')
    mkdir -p "$folder"
    cp -a "$published/$(basename "$module" .csproj)/release/." "$folder"
    for engine in "$(dirname "$module")"/engine/*.csproj; do
      [ -e "$engine" ] || continue
      mkdir -p "$folder/engine"
      cp -a "$published/$(basename "$engine" .csproj)/release/." "$folder/engine"
    done
  done
  # Engines in TypeScript need no build: their sources, and the packages of their lock file.
  for package in bridges/*/engine/package.json; do
    [ -e "$package" ] || continue
    engine=$(dirname "$package")
    target=$product/modules/$(basename "$(dirname "$engine")" | tr '[:upper:]' '[:lower:]')/engine
    mkdir -p "$target"
    tar -c -C "$engine" --exclude=./node_modules . | tar -x -C "$target"
    packages=$(node_modules "$PWD/$engine") || exit
    tar -c -C "$packages" "${unneeded_packages[@]}" node_modules | tar -x -C "$target"
    find "$target" -type d -path '*/prebuilds/linux-*' ! -name "linux-$architecture*" -prune -exec rm -rf {} +
  done
  # Node.js comes from scripts/install-node, TDLib from scripts/install-tdlib; without them the modules say what to do.
  if [ -e "$node" ]; then mkdir "$product/node" && cp --reflink=auto "$node" "$(dirname "$node")/LICENSE" "$product/node"; fi
  if [ -e "$tdlib" ]; then cp "$tdlib" "$product/modules/telegram/engine/"; fi
  chmod 755 "$product"
}
