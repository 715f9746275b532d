#!/usr/bin/env bash
# A certificate authority and a certificate for Elasticsearch, made once and kept in the volume /certs.
set -euo pipefail
[ -f /certs/elasticsearch/elasticsearch.crt ] && exit 0
cd /usr/share/elasticsearch
bin/elasticsearch-certutil ca --silent --pem --out /tmp/ca.zip
unzip -q -o /tmp/ca.zip -d /certs
bin/elasticsearch-certutil cert --silent --pem --name elasticsearch --dns elasticsearch,localhost --ip 127.0.0.1 \
  --ca-cert /certs/ca/ca.crt --ca-key /certs/ca/ca.key --out /tmp/server.zip
unzip -q -o /tmp/server.zip -d /certs
# The authority's key signs nothing more; whoever wants another certificate makes another authority.
rm /certs/ca/ca.key
chown -R 1000:0 /certs
find /certs -type d -exec chmod 755 {} +
chmod 644 /certs/ca/ca.crt /certs/elasticsearch/elasticsearch.crt
chmod 640 /certs/elasticsearch/elasticsearch.key
