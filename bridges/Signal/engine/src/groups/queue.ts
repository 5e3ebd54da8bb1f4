/** Work on each group, one thing after the other: whoever asks while another waits to begin shares that one, which will see what they saw. */
export class GroupQueue {
  readonly #last = new Map<string, Promise<void>>(); readonly #waiting = new Map<string, Promise<void>>();

  run(id: string, work: () => Promise<void>): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (waiting) return waiting;
    const next: Promise<void> = (this.#last.get(id) ?? Promise.resolve()).catch(() => {}).then(() => { this.#waiting.delete(id); return work(); })
      .finally(() => { if (this.#last.get(id) === next) this.#last.delete(id); });
    this.#last.set(id, next);
    this.#waiting.set(id, next);
    return next;
  }
}
