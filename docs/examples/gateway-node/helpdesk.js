// What a webhook of the invented helpdesk becomes. It is sent up to three times
// within three seconds until it was answered with 200.

export class NotAWebhook extends Error {}

export const platform = "helpdesk";

const senders = { customer: "buyer", agent: "agent", bot: "robot", greeting: "auto" };
const states = { available: "online", full: "busy", break: "away", off: "offline" };

// token is an id as one token of a subject: URL query escaping, in characters
// that subjects may have.
export function token(id) {
  if (!id) return "_";
  if (id === "_") return "=5F";
  return encodeURIComponent(id)
    .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())
    .replace(/%20/g, "=20")
    .replace(/\./g, "=2E")
    .replace(/~/g, "=7E")
    .replace(/%/g, "=");
}

function subjectFor(team, e) {
  return ["chat.v1", token(team), token(e.platform), token(e.shop), token(e.conversation)].join(".");
}

// letter is e on its own subject. Its id lets a repeat be stored once.
export function letter(e) {
  return { subject: subjectFor(e.team, e), id: e.id, at: Date.parse(e.time), data: JSON.stringify(e) };
}

// letters are the messages that a webhook becomes: none if it is about nothing
// that supervisors see.
export function letters(body) {
  let w;
  try {
    w = JSON.parse(body);
  } catch {
    throw new NotAWebhook();
  }
  if (!w?.delivery || !w.shop || Number.isNaN(Date.parse(w.at))) throw new NotAWebhook();
  const e = {
    id: `${platform}:${w.shop}:${w.delivery}`,
    time: w.at,
    platform,
    shop: w.shop,
    team: team(w.ticket?.team),
    conversation: w.ticket?.id,
    by: w.by,
  };
  switch (w.kind) {
    case "ticket.opened":
      return [letter({ ...e, type: "conversation.opened" })];
    case "ticket.closed":
      return [letter({ ...e, type: "conversation.closed" })];
    case "ticket.rated":
      return [letter({ ...e, type: "rating.submitted", score: w.score, agent: w.ticket.owner })];
    case "ticket.assigned":
      return moved({ ...e, type: "conversation.assigned", agent: w.ticket.owner, from: w.before?.owner }, team(w.before?.team));
    case "message":
      return [written(e, w)];
    case "agent.status":
      return [changed(e, w)];
    default:
      return [];
  }
}

// written is a message. Its own id makes the event's, so that a message read
// from the helpdesk's history later is the same event.
function written(e, w) {
  const kind = senders[w.message?.from];
  if (!kind || !w.message.id) throw new NotAWebhook();
  return letter({
    ...e,
    type: "message.created",
    id: `${platform}:${w.shop}:${w.message.id}`,
    sender: { kind, id: w.message.author?.id, name: w.message.author?.name },
    text: cut(w.message.text ?? ""),
    private: w.message.internal,
  });
}

// moved is another owner. A move to another team is told to both: the stream
// would drop a second message with one id, so the second carries the team too.
function moved(e, before) {
  const first = letter(e);
  if (!before || before === e.team) return [first];
  return [first, { ...first, subject: subjectFor(before, e), id: `${e.id}@${token(before)}` }];
}

// changed is an agent's presence: about a person, on whatever platforms.
function changed(e, w) {
  const status = states[w.agent?.state];
  if (!status || !w.agent.id) throw new NotAWebhook();
  return letter({
    id: e.id,
    time: e.time,
    type: "agent.status",
    team: team(w.agent.team),
    agent: w.agent.id,
    name: w.agent.name,
    status,
    native: w.agent.state,
    capacity: w.agent.slots,
  });
}

// team is a team's id: lower case, whatever the helpdesk calls it.
function team(name) {
  return (name ?? "").toLowerCase();
}

// cut keeps events below 64 KiB.
function cut(text) {
  return text.length <= 5000 ? text : text.slice(0, 5000).toWellFormed();
}
