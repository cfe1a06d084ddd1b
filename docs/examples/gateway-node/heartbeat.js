// Says every 5 s, for each shop, up to where its events are published and in
// which stretches some are missing. A screen trusts figures only as far.

import { readFile, rename, writeFile } from "node:fs/promises";
import { letter, platform } from "./helpdesk.js";
import { settle } from "./outbox.js";

export class Heartbeat {
  #outbox;
  #options;
  #timer;
  #reporting = false;

  // start finds out what was missed since the last run: the helpdesk does not
  // repeat for longer than settle.
  static async start(outbox, options) {
    const h = new Heartbeat();
    h.#outbox = outbox;
    h.#options = options;
    const now = Date.now();
    const last = await readMark(options.file);
    if (last !== undefined && last < now - settle) outbox.giveBack([{ from: last, to: now }]);
    h.#timer = setInterval(() => h.#tick(), options.every);
    return h;
  }

  stop() {
    clearInterval(this.#timer);
  }

  async #tick() {
    if (this.#reporting) return;
    this.#reporting = true;
    try {
      await this.#report(Date.now());
    } catch (err) {
      console.error(`heartbeat: ${err.message}`);
    }
    this.#reporting = false;
  }

  // report publishes one for each shop, and writes the watermark down. It is
  // not repeated: the next one says more.
  async #report(now) {
    const watermark = this.#outbox.watermark(now);
    const missing = this.#outbox.takeMissing();
    try {
      for (const shop of this.#options.shops) {
        const id = `${platform}:${shop}:status-${now}`;
        const time = new Date(now).toISOString();
        await this.#outbox.send(letter({ id, time, type: "source.status", platform, shop, state: "up", watermark, missing }));
      }
    } catch (err) {
      this.#outbox.giveBack(missing);
      throw err;
    }
    await writeMark(this.#options.file, watermark);
  }
}

async function readMark(file) {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (err) {
    if (err.code === "ENOENT") return undefined; // the first run
    throw err;
  }
  const mark = Number(text);
  if (!text || Number.isNaN(mark)) throw new Error(`${file} holds no watermark`);
  return mark;
}

// writeMark replaces the file at once, so that a crash leaves the old one.
async function writeMark(file, mark) {
  await writeFile(`${file}.new`, String(mark), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
