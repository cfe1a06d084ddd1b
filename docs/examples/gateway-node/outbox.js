// Publishes letters in order and repeats each, with the same id, until the
// server has stored it. What is in it when the process ends is lost, but not
// forgotten: the watermark has not passed it, so the next run reports it as
// missing.

import { setTimeout as sleep } from "node:timers/promises";
import { JetStreamApiError } from "@nats-io/jetstream";

export class OutboxFull extends Error {}

const size = 10_000;
const ackTimeout = 5000; // ms
const retryAfter = 200; // ms

// settle is how late the helpdesk's webhooks may come, in ms. It must be well
// below the 5 s that a screen allows beside the time between two reports.
export const settle = 3000;

export class Outbox {
  #js;
  #waiting = [];
  #running = false;
  #stopped = false;
  #missing = []; // known losses, not reported yet

  constructor(js) {
    this.#js = js;
  }

  // post takes letters, all or none, and resolves when they are stored: to the
  // first refusal, if there was one.
  post(letters) {
    if (this.#waiting.length + letters.length > size) {
      this.#lose(letters);
      return Promise.reject(new OutboxFull());
    }
    const stored = letters.map((l) => new Promise((resolve) => this.#waiting.push({ ...l, resolve })));
    this.#run();
    return Promise.all(stored).then((refusals) => refusals.find(Boolean));
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    while (this.#waiting.length > 0 && !this.#stopped) {
      const refused = await this.#publish(this.#waiting[0]);
      if (!this.#stopped) this.#waiting.shift().resolve(refused);
    }
    this.#running = false;
  }

  // publish sends a letter until it is stored or refused for good.
  async #publish(l) {
    for (let tries = 0; !this.#stopped; tries++) {
      try {
        await this.send(l);
        return undefined;
      } catch (err) {
        if (isRefusal(err)) {
          console.error(`event ${l.id}: ${err.message}`);
          return err;
        }
        if (this.#stopped) return undefined;
        if (tries === 0) console.error(`event ${l.id}: ${err.message}, trying again until it is stored`);
        await sleep(retryAfter);
      }
    }
  }

  // send publishes once and waits for the server's word that it is stored.
  async send(l) {
    await this.#js.publish(l.subject, l.data, { msgID: l.id, timeout: ackTimeout, retries: 0 });
  }

  // watermark is the instant up to which everything is published: settle ago,
  // or just before the first event that still waits.
  watermark(now) {
    return this.#waiting.reduce((mark, l) => Math.min(mark, l.at - 1), now - settle);
  }

  #lose(letters) {
    for (const { at } of letters) {
      const last = this.#missing.at(-1);
      if (last && last.to < at) last.to = at;
      else this.#missing.push({ from: at, to: at + 1 });
    }
  }

  // takeMissing hands over the losses not reported yet; giveBack returns them.
  takeMissing() {
    return this.#missing.splice(0);
  }

  giveBack(gaps) {
    this.#missing.unshift(...gaps);
  }

  stop() {
    this.#stopped = true;
  }
}

// isRefusal: whether the server will say the same next time.
function isRefusal(err) {
  return err instanceof JetStreamApiError && err.status < 500;
}
