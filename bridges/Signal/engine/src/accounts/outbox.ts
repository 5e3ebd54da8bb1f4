// What is told to the host, in order, from the file: a bounded number at a time, more as the host acknowledges. After a restart
// what was not acknowledged is told again, with the same number.
import type { Store } from '../store/database.ts';

const WINDOW = 256;

export class Outbox {
  readonly #store: Store; readonly #tell: (event: Record<string, unknown>) => void; readonly #open = new Set<number>(); #last = 0;
  constructor(store: Store, tell: (event: Record<string, unknown>) => void) { this.#store = store; this.#tell = tell; }

  pump(): void {
    while (this.#open.size < WINDOW) {
      const rows = this.#store.toldAfter(this.#last, WINDOW - this.#open.size);
      if (!rows.length) return;
      for (const { seq, json } of rows) {
        this.#last = seq;
        this.#open.add(seq);
        this.#tell({ ...JSON.parse(json) as object, seq });
      }
    }
  }

  /** The host has all up to this one. */
  ack(seq: number): void {
    const taken = [...this.#open].filter((open) => open <= seq);   // in the order in which they were told
    if (!taken.length) return;
    this.#store.ack(taken[0]!, seq);
    for (const open of taken) this.#open.delete(open);
    this.pump();
  }
}
