// Several logins at once: the mock server hands out waiting devices one after the other, whichever code a phone scanned. Here each
// phone gets the device whose code it scanned.
import { Server, type Loose } from '../mock.ts';

type Waiting = { complete: (response: Loose) => Promise<Loose>; taken: () => void };
const PATIENCE = 60_000;

export class Provisioning {
  readonly #waiting = new Map<string, Waiting>();

  install(server: Loose): void {
    const waiting = this.#waiting, original = Server.prototype.getProvisioningResponse;
    server.getProvisioningResponse = function (this: Loose, id: string, signal?: AbortSignal) {
      const queue = this.provisionQueue;
      // The original takes its place in the queue before its first wait.
      this.provisionQueue = {
        pushAndWait: (entry: { complete: Waiting['complete'] }) => {
          const { promise, resolve } = Promise.withResolvers<void>();
          waiting.set(id, { ...entry, taken: resolve });
          return { promise, cancel: () => { waiting.delete(id); resolve(); } };
        },
      };
      try { return original.call(this, id, signal); } finally { this.provisionQueue = queue; }
    };
  }

  /** The device that shows this code. */
  async take(id: string): Promise<Waiting> {
    for (const end = Date.now() + PATIENCE; ;) {
      const found = this.#waiting.get(id);
      if (found) { this.#waiting.delete(id); found.taken(); return found; }
      if (Date.now() > end) throw new Error('no device shows this code');
      await new Promise((r) => setTimeout(r, 20));
    }
  }
}
