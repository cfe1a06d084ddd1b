#!/bin/sh
# The logins of nats-server.conf, for servers in operator mode, by nsc 2:
# docs/secure.md. Made from the program by a test. Change the users at the end.
#
# A role is a signing key of the account. Whoever is signed with it has exactly
# the rights that stand here: the server puts his name and his tags into them.
set -eu

nsc add operator --name SHOPS --sys
nsc add account --name FLOOR
nsc edit account --name FLOOR --js-mem-storage -1 --js-disk-storage -1 --js-streams -1 --js-consumer -1

# role NAME RIGHTS...
role() {
  name=$1
  shift
  key=$(nsc edit account --name FLOOR --sk generate 2>&1 | grep -o 'A[A-Z2-7]\{55\}' | tail -n 1)
  nsc edit signing-key --account FLOOR --sk "$key" --role "$name" "$@"
}

# watches the teams of his tags
role observer \
  --allow-pub '$JS.API.STREAM.INFO.CHAT' \
  --allow-pub '$JS.API.CONSUMER.CREATE.CHAT.>' \
  --allow-pub '$JS.API.CONSUMER.INFO.CHAT.*' \
  --allow-pub '$JS.API.CONSUMER.MSG.NEXT.CHAT.*' \
  --allow-pub '$JS.API.CONSUMER.DELETE.CHAT.*' \
  --allow-pub '$JS.API.DIRECT.GET.CHAT' \
  --allow-pub '$JS.API.DIRECT.GET.CHAT.>' \
  --allow-pub '$JS.API.STREAM.INFO.KV_FLOOR' \
  --allow-pub '$JS.API.CONSUMER.CREATE.KV_FLOOR.>' \
  --allow-pub '$JS.API.CONSUMER.INFO.KV_FLOOR.*' \
  --allow-pub '$JS.API.CONSUMER.MSG.NEXT.KV_FLOOR.*' \
  --allow-pub '$JS.API.CONSUMER.DELETE.KV_FLOOR.*' \
  --allow-pub '$JS.API.DIRECT.GET.KV_FLOOR' \
  --allow-pub '$JS.API.DIRECT.GET.KV_FLOOR.>' \
  --allow-pub '$JS.FC.KV_FLOOR.>' \
  --allow-pub '$SRV.INFO.chat-backend' \
  --allow-pub '$SYS.REQ.USER.INFO' \
  --allow-pub '$KV.FLOOR.{{tag(team)}}.presence.{{name()}}' \
  --allow-pub '$KV.FLOOR.{{tag(team)}}.look.{{name()}}' \
  --allow-pub 'audit.v1.{{tag(team)}}.{{name()}}' \
  --allow-sub '_INBOX_{{name()}}.>'

# watches them and acts in them, under his own name
role supervisor \
  --allow-pub '$JS.API.STREAM.INFO.CHAT' \
  --allow-pub '$JS.API.CONSUMER.CREATE.CHAT.>' \
  --allow-pub '$JS.API.CONSUMER.INFO.CHAT.*' \
  --allow-pub '$JS.API.CONSUMER.MSG.NEXT.CHAT.*' \
  --allow-pub '$JS.API.CONSUMER.DELETE.CHAT.*' \
  --allow-pub '$JS.API.DIRECT.GET.CHAT' \
  --allow-pub '$JS.API.DIRECT.GET.CHAT.>' \
  --allow-pub '$JS.API.STREAM.INFO.KV_FLOOR' \
  --allow-pub '$JS.API.CONSUMER.CREATE.KV_FLOOR.>' \
  --allow-pub '$JS.API.CONSUMER.INFO.KV_FLOOR.*' \
  --allow-pub '$JS.API.CONSUMER.MSG.NEXT.KV_FLOOR.*' \
  --allow-pub '$JS.API.CONSUMER.DELETE.KV_FLOOR.*' \
  --allow-pub '$JS.API.DIRECT.GET.KV_FLOOR' \
  --allow-pub '$JS.API.DIRECT.GET.KV_FLOOR.>' \
  --allow-pub '$JS.FC.KV_FLOOR.>' \
  --allow-pub '$SRV.INFO.chat-backend' \
  --allow-pub '$SYS.REQ.USER.INFO' \
  --allow-pub '$KV.FLOOR.{{tag(team)}}.presence.{{name()}}' \
  --allow-pub '$KV.FLOOR.{{tag(team)}}.look.{{name()}}' \
  --allow-pub 'audit.v1.{{tag(team)}}.{{name()}}' \
  --allow-pub '$KV.FLOOR._.>' \
  --allow-pub 'cmd.v1.{{tag(team)}}.{{name()}}.*' \
  --allow-pub '$KV.FLOOR.{{tag(team)}}.>' \
  --allow-sub '_INBOX_{{name()}}.>'

# carries out commands; answers to it go to _INBOX_backend, whatever its name
role backend \
  --allow-pub 'chat.v1.>' \
  --allow-pub 'audit.v1.>' \
  --allow-sub 'cmd.v1.> chat-backend' \
  --allow-sub '$SRV.>' \
  --allow-sub '_INBOX_backend.>' \
  --allow-pub-response=1 --response-ttl 10s

# publishes the events of the platforms of its tags
role gateway \
  --allow-pub 'chat.v1.*.{{tag(platform)}}.>' \
  --allow-pub 'chat.v1.*._._._' \
  --allow-sub '_INBOX_{{name()}}.>'

# reads who moved what
role auditor \
  --allow-pub '$JS.API.STREAM.INFO.CHAT_AUDIT' \
  --allow-pub '$JS.API.CONSUMER.CREATE.CHAT_AUDIT.>' \
  --allow-pub '$JS.API.CONSUMER.INFO.CHAT_AUDIT.*' \
  --allow-pub '$JS.API.CONSUMER.MSG.NEXT.CHAT_AUDIT.*' \
  --allow-pub '$JS.API.CONSUMER.DELETE.CHAT_AUDIT.*' \
  --allow-pub '$JS.API.DIRECT.GET.CHAT_AUDIT' \
  --allow-pub '$JS.API.DIRECT.GET.CHAT_AUDIT.>' \
  --allow-sub '_INBOX_{{name()}}.>'

# creates the streams: floorwalker setup
nsc add user --account FLOOR --name admin
# publishes the events of the platform pdd
nsc add user --account FLOOR --name gateway -K gateway --tag platform:pdd
# carries out commands
nsc add user --account FLOOR --name backend -K backend
# supervisor of the teams presale and aftersale
nsc add user --account FLOOR --name zhao -K supervisor --tag team:presale,team:aftersale
# watches the team presale: a screen on a wall, snapshot, check
nsc add user --account FLOOR --name wall -K observer --tag team:presale
# reads who moved what
nsc add user --account FLOOR --name auditor -K auditor
