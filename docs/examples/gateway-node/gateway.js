// A complete gateway for floorwalker, small enough to be read in one go and
// copied: it takes the webhooks of an invented helpdesk over HTTP and publishes
// what they say as events. The contract is docs/events.md; docs/publish.md leads
// through it.
//
// helpdesk.js is what a webhook becomes, outbox.js publishes, heartbeat.js says
// up to where.
//
//   HELPDESK_SECRET=... HELPDESK_SHOPS=shop-1 NATS_URL=nats://gateway:...@localhost NATS_INBOX=_INBOX_gateway npm start

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { jetstream } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { Heartbeat } from "./heartbeat.js";
import { letters, NotAWebhook } from "./helpdesk.js";
import { Outbox, OutboxFull } from "./outbox.js";

const env = process.env;
const secret = env.HELPDESK_SECRET;
const shops = (env.HELPDESK_SHOPS ?? "").split(",").filter(Boolean);
if (!secret || shops.length === 0) {
  console.error("set HELPDESK_SECRET, and HELPDESK_SHOPS to the ids of the shops by comma");
  process.exit(2);
}

const maxBody = 1 << 20; // bytes
const patience = Number(env.PATIENCE_MS ?? 1000); // how long a webhook waits until its event is stored
const [host, port] = (env.LISTEN ?? "127.0.0.1:8080").split(":");

const server = new URL(env.NATS_URL ?? "nats://localhost:4222");
const nc = await connect({
  servers: server.host,
  user: decodeURIComponent(server.username) || undefined,
  pass: decodeURIComponent(server.password) || undefined,
  tls: server.protocol === "tls:" ? {} : undefined,
  name: "gateway-node",
  inboxPrefix: env.NATS_INBOX ?? "_INBOX",
  maxReconnectAttempts: -1,
  reconnectTimeWait: 200,
  waitOnFirstConnect: true,
});
const outbox = new Outbox(jetstream(nc));
const heartbeat = await Heartbeat.start(outbox, {
  shops,
  every: Number(env.BEAT_MS ?? 5000), // screens expect 5 s
  file: env.STATE_FILE ?? "gateway.state",
});

// body is what a request carries, or null if it is too long.
async function body(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > maxBody) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

// signed checks the signature: the body's HMAC-SHA256, in hexadecimal digits.
function signed(data, signature) {
  const want = createHmac("sha256", secret).update(data).digest();
  const given = Buffer.from(signature ?? "", "hex");
  return given.length === want.length && timingSafeEqual(given, want);
}

// take publishes what a webhook says and gives the answer's status. It is 200
// only when that is stored: a helpdesk that repeats others then loses nothing.
async function take(request) {
  const data = await body(request);
  if (data === null) return 413;
  if (!signed(data, request.headers["x-helpdesk-signature"])) return 401;
  try {
    const late = new Promise((resolve) => setTimeout(resolve, patience, 503).unref());
    const stored = outbox.post(letters(data)).then((refused) => (refused ? 400 : 200));
    return await Promise.race([stored, late]);
  } catch (err) {
    if (err instanceof NotAWebhook) return 400;
    if (err instanceof OutboxFull) return 503;
    throw err;
  }
}

const receiver = createServer((request, response) => {
  take(request)
    .catch((err) => {
      console.error("webhook:", err);
      return 500;
    })
    .then((status) => {
      response.writeHead(status, { connection: "close" }).end();
    });
});
receiver.listen(Number(port), host, () => {
  console.log(`taking webhooks on http://${host}:${receiver.address().port}/`);
});

async function stop() {
  receiver.close();
  heartbeat.stop();
  outbox.stop();
  await nc.close();
}
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
