#!/bin/sh
# Asks apt for the programs with which the tests look at pages, documents and databases.
# It never asks for a password and never fails the build: what cannot be installed is named, and its tests skip.

have() { command -v "$1" > /dev/null 2>&1; }

missing=""
have chromium || have chromium-browser || have google-chrome || missing="$missing chromium"
have initdb || ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || missing="$missing postgresql"
have pdftoppm || missing="$missing poppler-utils"
have soffice || missing="$missing libreoffice-writer-nogui"
find /usr/share/fonts /usr/local/share/fonts -name '*CJK*' 2> /dev/null | grep -q . || missing="$missing fonts-noto-cjk"
[ -n "$missing" ] || exit 0

if ! have apt-get; then
    echo "本机没有 apt，缺少的工具请自行安装，相关测试将跳过：$missing"
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif have sudo && sudo -n true 2> /dev/null; then
    as_root="sudo -n"
else
    echo "没有管理员权限，相关测试将跳过。可请管理员执行：apt-get install$missing"
    exit 0
fi

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20 \
        -o DPkg::Lock::Timeout=60 "$@" > /dev/null 2>&1
}

echo "== 安装测试工具：$missing（首次需几分钟）"
apt update || echo "软件源未能更新，按现有索引安装"
for package in $missing; do
    apt install -y --no-install-recommends "$package" || echo "未能安装 $package，相关测试将跳过"
done
