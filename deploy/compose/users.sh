#!/usr/bin/env bash
# The user that Kibana signs in as; rasd signs in by API keys. Doing it again sets the same password again.
set -euo pipefail
url=https://elasticsearch:9200
# Passwords go in by standard input and files, not by arguments that every process of the machine could read.
call() {
  curl -fsS --cacert /certs/ca/ca.crt -K <(printf 'user = "elastic:%s"\n' "$(cat /run/secrets/elastic_password)") \
    -H 'Content-Type: application/json' -X "$1" "$url$2" -d @- >/dev/null
}
call POST /_security/user/kibana_system/_password <<<"{\"password\": \"$(cat /run/secrets/kibana_password)\"}"
