// The backend as a NATS service, which screens find by asking $SRV.INFO: the
// part of the services protocol (ADR-32 of NATS) that is asked for.

import { randomUUID } from "node:crypto";

const protocol = "io.nats.micro.v1";

export class Service {
  #nc;
  #about;
  #subscriptions = [];

  constructor(nc, about) {
    this.#nc = nc;
    this.#about = { ...about, id: randomUUID(), metadata: {}, endpoints: [] };
    const { name, id } = this.#about;
    for (const at of ["", `.${name}`, `.${name}.${id}`]) {
      this.#hear(`$SRV.PING${at}`, (m) => m.respond(this.#said("ping_response", { endpoints: undefined })));
      this.#hear(`$SRV.INFO${at}`, (m) => m.respond(this.#said("info_response")));
    }
  }

  // add answers subject; metadata says where the endpoint can be used. A group
  // of backends shares the work.
  add(name, subject, metadata, handler) {
    this.#about.endpoints.push({ name, subject, queue_group: this.#about.name, metadata });
    this.#hear(subject, handler, this.#about.name);
  }

  stop() {
    return Promise.all(this.#subscriptions.map((s) => s.drain()));
  }

  #hear(subject, handler, queue) {
    const callback = (err, message) => err || handler(message);
    this.#subscriptions.push(this.#nc.subscribe(subject, { queue, callback }));
  }

  #said(type, more) {
    return JSON.stringify({ type: `${protocol}.${type}`, ...this.#about, ...more });
  }
}
