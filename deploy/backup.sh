#!/bin/sh
# backup.sh <folder>: the books, then the files, into a new dated folder below it. Reads EMRESALAT_DATABASE_URL and EMRESALAT_MEDIA_DIR, and may run beside the bot.
# The keys (EMRESALAT_SECRET_KEY) are not part of it: without them a backup opens nothing, so keep them elsewhere, and as long as the backup.
set -eu
umask 077

below=${1:?"usage: backup.sh <folder>"}
url=${EMRESALAT_DATABASE_URL:?"is not set"}
media=${EMRESALAT_MEDIA_DIR:?"is not set"}
to=$below/$(date -u +%Y-%m-%dT%H-%M-%SZ)
draft=$to.part
mkdir -p "$draft"
trap 'rm -rf "$draft"' EXIT

case $url in
sqlite*)
    # SQLite's own way: a copy of the file while somebody writes would be torn
    python3 - "${url#*:///}" "$draft/emresalat.db" <<'PY'
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as books, sqlite3.connect(sys.argv[2]) as copy:
    books.backup(copy)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
PY
    ;;
postgres*)
    # the password travels in the environment, not on the command line, where everybody on the machine could read it
    python3 - "$url" "$draft/emresalat.dump" <<'PY'
import os, sys
from urllib.parse import unquote, urlsplit
url = urlsplit(sys.argv[1].replace("+asyncpg", "", 1))
bare = url._replace(netloc=f"{url.username or ''}@{url.netloc.rpartition('@')[2]}".lstrip("@")).geturl()
if url.password:
    os.environ["PGPASSWORD"] = unquote(url.password)
os.execvp("pg_dump", ["pg_dump", "--format=custom", "--no-owner", f"--file={sys.argv[2]}", bare])
PY
    ;;
*)
    echo "EMRESALAT_DATABASE_URL is neither sqlite nor postgresql" >&2
    exit 2
    ;;
esac

# after the books: a file without a row harms nobody
if [ -d "$media" ]; then tar -C "$media" -cf "$draft/media.tar" .; fi
(cd "$draft" && sha256sum -- * >SHA256SUMS)
mv "$draft" "$to"
trap - EXIT
echo "$to"
