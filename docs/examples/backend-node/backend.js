// A complete chat backend for floorwalker, small enough to be read in one go and
// copied: it carries out nudge, take, reassign and note for the invented helpdesk
// of ../gateway-node. The contract is docs/commands.md.
//
// floor.js stands for the helpdesk: who is there, and who owns what. outbox.js
// publishes what has happened, service.js makes it a NATS service.
//
//   NATS_URL=nats://backend:...@localhost NATS_INBOX=_INBOX_backend npm start

import { jetstream } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { Floor, platform, refuse } from "./floor.js";
import { Outbox } from "./outbox.js";
import { Service } from "./service.js";
import { untoken } from "./token.js";

const verbs = ["nudge", "take", "reassign", "note"]; // the screen greys out the others
const remember = 24 * 3600 * 1000; // ms; nobody repeats a command later

const env = process.env;
const server = new URL(env.NATS_URL ?? "nats://localhost:4222");
const nc = await connect({
  servers: server.host,
  user: decodeURIComponent(server.username) || undefined,
  pass: decodeURIComponent(server.password) || undefined,
  tls: server.protocol === "tls:" ? {} : undefined,
  name: "backend-node",
  inboxPrefix: env.NATS_INBOX ?? "_INBOX",
  maxReconnectAttempts: -1,
  reconnectTimeWait: 200,
  waitOnFirstConnect: true,
});
const js = jetstream(nc);
const outbox = new Outbox(js);
const floor = await Floor.read(js);

const answers = new Map(); // by supervisor and command id

// answer does what is asked, once.
function answer(team, supervisor, r) {
  const key = `${team}\0${supervisor}\0${r.id}`;
  const before = answers.get(key);
  if (before) return before.reply;
  const said = judge(team, supervisor, r);
  answers.set(key, { reply: said, at: Date.now() });
  return said;
}

function judge(team, supervisor, r) {
  if (r.deadline && Date.now() > Date.parse(r.deadline)) return refuse("expired", "the deadline had passed");
  if (r.by && r.by !== supervisor) return refuse("forbidden", "the subject names another supervisor");
  if (r.to?.team) return refuse("unsupported", "this platform has no moves to a team");
  const { event, refusal } = floor.do(team, supervisor, r);
  if (refusal) return refusal;
  outbox.event(event);
  return { status: "accepted" };
}

// parse reads what a subject proves: cmd.v1.TEAM.SUPERVISOR.VERB.
function parse(subject) {
  const parts = subject.split(".");
  if (parts.length !== 5 || parts[0] !== "cmd" || parts[1] !== "v1") return null;
  return { team: untoken(parts[2]), supervisor: untoken(parts[3]), verb: parts[4] };
}

function request(message) {
  try {
    return message.json();
  } catch {
    return {};
  }
}

// handle answers one message. What is no command at all was delivered here by
// somebody's consumer; its reply subject is no inbox.
function handle(message) {
  const proved = parse(message.subject);
  if (!proved) return;
  const r = request(message);
  const sound = typeof r?.id === "string" && r.id !== "" && r.verb === proved.verb;
  const said = sound ? answer(proved.team, proved.supervisor, r) : refuse("invalid", "the request makes no sense");
  outbox.audit(proved.team, proved.supervisor, r ?? {}, said);
  message.respond(JSON.stringify({ id: r?.id, ...said }));
}

const service = new Service(nc, { name: "chat-backend", version: "1.0.0", description: "an example" });
for (const verb of verbs) {
  service.add(verb, `cmd.v1.*.*.${verb}`, { shops: `${platform}/*` }, handle);
}
await nc.flush();
console.log(`serving commands on ${nc.getServer()}`);

const forget = setInterval(() => {
  for (const [key, { at }] of answers) if (Date.now() - at > remember) answers.delete(key);
}, 60_000);

async function stop() {
  clearInterval(forget);
  await service.stop();
  await outbox.close();
  await nc.close();
}
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
