#!/bin/sh
# Tìm Chromium, Java, LibreOffice, minisign và curl cho phần thử nghiệm (cùng thư viện mà Playwright cần),
# thêm nginx và Caddy khi gọi với chữ hosts (make test-city);
# trên Debian, Ubuntu thì cài qua apt khi thiếu và được phép.
# In đúng một dòng ra stdout: đường dẫn tới Chromium. Mọi lời khác ra stderr.
# Biến CHROMIUM (nếu đặt) chỉ rõ trình duyệt phải dùng; NO_APT=1 cấm cài.
set -eu
cd "$(dirname "$0")/.."
hosts=${1:-}

say() { printf '%s\n' "$*" >&2; }

# A browser counts only if it starts: Ubuntu's chromium-browser is a stub that asks for snap.
browser() {
  if [ -n "${CHROMIUM:-}" ]; then
    "$CHROMIUM" --version >/dev/null 2>&1 || return 1
    command -v "$CHROMIUM"
    return
  fi
  for name in /usr/bin/chromium chromium chromium-browser google-chrome google-chrome-stable; do
    if "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

office_works() { soffice --version >/dev/null 2>&1; }

java_works() { java -version >/dev/null 2>&1; }

# Playwright's own driver needs one library that a minimal Debian lacks.
driver_works() {
  for node in .venv/lib/python3*/site-packages/playwright/driver/node; do
    [ ! -x "$node" ] || "$node" --version >/dev/null 2>&1 || return 1
  done
}

missing() {
  browser >/dev/null || printf ' chromium'
  java_works || printf ' default-jre-headless'
  driver_works || printf ' libatomic1'
  office_works || printf ' libreoffice-calc-nogui libreoffice-writer-nogui'
  minisign -v >/dev/null 2>&1 || printf ' minisign'
  curl --version >/dev/null 2>&1 || printf ' curl'
  [ "$hosts" = hosts ] || return 0
  PATH="$PATH:/usr/sbin"
  nginx -v >/dev/null 2>&1 || printf ' nginx'
  [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || printf ' libnginx-mod-http-brotli-static'
  caddy version >/dev/null 2>&1 || printf ' caddy'
}

apt() {
  # shellcheck disable=SC2086  # $as_root is two words or none
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 \
    "$@" </dev/null >&2
}

if [ -n "${CHROMIUM:-}" ] && ! browser >/dev/null; then
  say "Lỗi: CHROMIUM=$CHROMIUM không chạy được. Sửa đường dẫn, hoặc bỏ biến này."
  say "Error: CHROMIUM=$CHROMIUM does not run. Mend the path, or unset it."
  exit 1
fi

packages=$(missing)
if [ -n "$packages" ] && [ -z "${NO_APT:-}" ] && command -v apt-get >/dev/null; then
  allowed=yes
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root='sudo -n'
    sudo -n true 2>/dev/null || allowed=
  fi
  if [ -n "$allowed" ]; then
    say "→ Cài$packages qua apt (cần cho thử nghiệm; chỉ lần đầu)"
    apt update || say 'Cảnh báo: không cập nhật được danh sách gói. / Warning: apt-get update failed.'
    # shellcheck disable=SC2086  # a list of package names
    apt install --yes --no-install-recommends $packages || true
    packages=$(missing)
  fi
fi

if [ -n "$packages" ]; then
  say "Lỗi: phần thử nghiệm cần các gói chưa có:$packages"
  say "     Debian, Ubuntu:  sudo apt install$packages"
  say '     Hệ khác: cài Chromium hoặc Chrome, Java 11 trở lên, LibreOffice, minisign, curl; đặt CHROMIUM=/đường/dẫn/chromium nếu ở chỗ riêng.'
  say "Error: the tests need packages that are not installed:$packages"
  say "       Debian, Ubuntu:  sudo apt install$packages"
  say '       Elsewhere: install Chromium or Chrome, Java 11 or newer, LibreOffice, minisign, curl; set CHROMIUM=/path/to/chromium if it stands elsewhere.'
  exit 1
fi

browser
