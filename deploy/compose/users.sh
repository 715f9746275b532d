#!/usr/bin/env bash
# The users that rasd and Kibana sign in as. Doing it again sets the same passwords again.
set -euo pipefail
url=https://elasticsearch:9200
# Passwords go in by standard input and files, not by arguments that every process of the machine could read.
call() {
  curl -fsS --cacert /certs/ca/ca.crt -K <(printf 'user = "elastic:%s"\n' "$(cat /run/secrets/elastic_password)") \
    -H 'Content-Type: application/json' -X "$1" "$url$2" -d @- >/dev/null
}
call POST /_security/user/kibana_system/_password <<<"{\"password\": \"$(cat /run/secrets/kibana_password)\"}"
call PUT /_security/role/rasd <<'ROLE'
{"cluster": ["monitor", "manage_index_templates"],
 "indices": [{"names": ["posts*", "stories*", "alerts*", "coverage*"], "privileges": ["all"]}]}
ROLE
call PUT /_security/user/rasd <<<"{\"password\": \"$(cat /run/secrets/rasd_password)\", \"roles\": [\"rasd\"]}"
