// Publishes in order and repeats each message, with the same id, until the
// server has stored it. A real backend keeps it on disk.

import { setTimeout as sleep } from "node:timers/promises";
import { token } from "./token.js";

const retryAfter = 200; // ms
const lastWait = 2000; // ms, for what is left at the end

export class Outbox {
  #js;
  #waiting = [];
  #running = Promise.resolve();
  #idle = true;
  #stopped = false;

  constructor(js) {
    this.#js = js;
  }

  event(e) {
    this.#post(["chat.v1", token(e.team), token(e.platform), token(e.shop), token(e.conversation)].join("."), e, e.id);
  }

  // audit records a request and its answer.
  audit(team, supervisor, r, said) {
    this.#post(`audit.v1.${token(team)}.${token(supervisor)}`, {
      id: r.id, time: new Date(), team, supervisor, verb: r.verb, conversation: r.conversation,
      to: r.to, from: r.expect, why: r.why, words: r.words, ...said,
    });
  }

  #post(subject, payload, msgID) {
    this.#waiting.push({ subject, data: JSON.stringify(payload), msgID });
    if (this.#idle) this.#running = this.#run();
  }

  async #run() {
    this.#idle = false;
    while (this.#waiting.length > 0 && !this.#stopped) {
      const { subject, data, msgID } = this.#waiting[0];
      try {
        await this.#js.publish(subject, data, { msgID, retries: 0 });
        this.#waiting.shift();
      } catch (err) {
        console.error(`${subject}: ${err.message}, trying again`);
        await sleep(retryAfter);
      }
    }
    this.#idle = true;
  }

  // close waits a little for what is left.
  async close() {
    await Promise.race([this.#running, sleep(lastWait, undefined, { ref: false })]);
    this.#stopped = true;
  }
}
