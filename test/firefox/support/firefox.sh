#!/bin/sh
# Playwright has Firefox end with its first page that crashes: here pages are killed.
unset MOZ_CRASHREPORTER_SHUTDOWN
exec "$FIREFOX" "$@"
