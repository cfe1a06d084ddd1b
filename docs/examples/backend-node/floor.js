// Stands for the helpdesk: who is there, and who owns what. A real backend asks
// its platform; this one reads what the gateway has published, so that the two
// examples go together. For that its login needs an observer's rights too.

import { DeliverPolicy } from "@nats-io/jetstream";

export const platform = "helpdesk";

export function refuse(code, text, more) {
  return { status: "refused", code, text, ...more };
}

export class Floor {
  #agents = new Map(); // id: {team, status, capacity}
  #chats = new Map(); // shop, conversation: {shop, conversation, team, owner, closed}
  #made = 0;

  // read follows the stream from its beginning, and returns when it is up to date.
  static async read(js) {
    const floor = new Floor();
    const consumer = await js.consumers.get("CHAT", {
      filter_subjects: [`chat.v1.*.${platform}.>`, "chat.v1.*._._.>"],
      deliver_policy: DeliverPolicy.All,
    });
    const { num_pending: waiting } = await consumer.info();
    let caughtUp;
    const upToDate = new Promise((resolve) => (caughtUp = resolve));
    let seen = 0;
    if (waiting === 0) caughtUp();
    await consumer.consume({
      callback: (message) => {
        floor.apply(message.json());
        if (++seen >= waiting) caughtUp();
      },
    });
    await upToDate;
    return floor;
  }

  apply(e) {
    switch (e.type) {
      case "agent.status":
        this.#agents.set(e.agent, { team: e.team, status: e.status, capacity: e.capacity ?? 1 });
        return;
      case "conversation.assigned":
        this.#chat(e).owner = e.agent ?? "";
        return;
      case "conversation.closed":
        this.#chat(e).closed = true;
        return;
      case "conversation.opened":
      case "message.created":
        this.#chat(e).closed = false;
    }
  }

  // #chat is the conversation of an event, which says whose team it is.
  #chat(e) {
    const key = `${e.shop}\0${e.conversation}`;
    if (!this.#chats.has(key)) this.#chats.set(key, { shop: e.shop, conversation: e.conversation, owner: "", closed: false });
    const chat = this.#chats.get(key);
    chat.team = e.team;
    return chat;
  }

  // do carries out a request of a team's supervisor: the event that says so, or
  // the refusal.
  do(team, supervisor, r) {
    const { chat, refusal } = this.#find(team, r);
    if (refusal) return { refusal };
    if (r.verb === "take") return this.#move(chat, supervisor, supervisor, r);
    if (r.verb === "reassign") {
      const to = r.to?.agent ?? "";
      const no = this.#fits(to, chat);
      return no ? { refusal: no } : this.#move(chat, to, supervisor, r);
    }
    const text = r.verb === "nudge" ? "please answer" : r.words;
    const sender = { kind: "system", id: supervisor };
    return { event: this.#event(chat, supervisor, r, { type: "message.created", private: true, sender, text, agent: chat.owner }) };
  }

  // #find is the conversation that a request is about, if its supervisor may
  // touch it and saw it as it is.
  #find(team, r) {
    const at = r.conversation ?? {};
    const chat = this.#chats.get(`${at.shop}\0${at.conversation}`);
    if (at.platform !== platform || !chat) return { refusal: refuse("unknown_conversation", "there is no such conversation") };
    if (chat.team !== team) return { refusal: refuse("forbidden", "it belongs to another team") };
    if (chat.closed) return { refusal: refuse("closed", "it is closed") };
    if (r.verb !== "note" && r.expect && (r.expect.owner ?? "") !== chat.owner) {
      return { refusal: refuse("conflict", "its owner has changed", { owner: chat.owner }) };
    }
    return { chat };
  }

  // #fits says why a conversation cannot go to an agent; to nobody it always can.
  #fits(id, chat) {
    if (id === "") return null;
    const agent = this.#agents.get(id);
    if (!agent) return refuse("unknown_agent", "there is no such agent");
    if (agent.team !== chat.team) return refuse("not_member", `${id} is of another team`);
    if (agent.status === "offline" || agent.status === "away") return refuse("offline", `${id} is ${agent.status}`);
    const load = [...this.#chats.values()].filter((c) => c.owner === id && !c.closed).length;
    return load >= agent.capacity ? refuse("full", `${id} has no free place`) : null;
  }

  #move(chat, to, supervisor, r) {
    const from = chat.owner;
    chat.owner = to;
    return { event: this.#event(chat, supervisor, r, { type: "conversation.assigned", from, agent: to }) };
  }

  // #event has an id that no other event has, of this run or another.
  #event(chat, supervisor, r, more) {
    const now = new Date();
    return {
      id: `${platform}:backend:${now.getTime()}-${++this.#made}`,
      time: now.toISOString(),
      platform,
      shop: chat.shop,
      team: chat.team,
      conversation: chat.conversation,
      by: supervisor,
      reason: r.why,
      command: r.id,
      ...more,
    };
  }
}
