#!/bin/sh
# restore.sh <dated folder>: into an empty database and an empty media folder, those of EMRESALAT_DATABASE_URL and EMRESALAT_MEDIA_DIR. Stop the bot first.
# It overwrites nothing: what is there already must be moved away by hand. Afterwards: python -m bot check, python -m bot audit, then start.
set -eu
umask 077

from=${1:?"usage: restore.sh <dated folder>"}
url=${EMRESALAT_DATABASE_URL:?"is not set"}
media=${EMRESALAT_MEDIA_DIR:?"is not set"}
(cd "$from" && sha256sum --check --quiet SHA256SUMS)
if [ -d "$media" ] && [ -n "$(ls -A "$media")" ]; then
    echo "EMRESALAT_MEDIA_DIR $media is not empty" >&2
    exit 2
fi

case $url in
sqlite*)
    file=${url#*:///}
    for old in "$file" "$file-wal" "$file-shm"; do
        if [ -e "$old" ]; then
            echo "EMRESALAT_DATABASE_URL $old is there already" >&2
            exit 2
        fi
    done
    mkdir -p "$(dirname "$file")"
    cp "$from/emresalat.db" "$file"
    ;;
postgres*)
    # in one transaction, and it stops at the first row that does not fit: a database that is not empty stays as it is
    python3 - "$url" "$from/emresalat.dump" <<'PY'
import os, sys
from urllib.parse import unquote, urlsplit
url = urlsplit(sys.argv[1].replace("+asyncpg", "", 1))
bare = url._replace(netloc=f"{url.username or ''}@{url.netloc.rpartition('@')[2]}".lstrip("@")).geturl()
if url.password:
    os.environ["PGPASSWORD"] = unquote(url.password)
os.execvp("pg_restore", ["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={bare}", sys.argv[2]])
PY
    ;;
*)
    echo "EMRESALAT_DATABASE_URL is neither sqlite nor postgresql" >&2
    exit 2
    ;;
esac

if [ -e "$from/media.tar" ]; then
    mkdir -p "$media"
    tar -C "$media" -xf "$from/media.tar"
fi
echo "restored; now: python -m bot check, python -m bot audit"
