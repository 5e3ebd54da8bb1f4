// The directory of phone numbers, as far as clients see it: strangers are given the number's identity, whoever shares a key is given the account.
import type { Loose } from '../mock.ts';
import type { World } from './world.ts';

export class Directory {
  readonly #world: World; readonly #open = new Set<string>(); readonly #asked = new Map<string, number>(); #limit = 0;
  constructor(world: World) { this.#world = world; }

  /** From now on this person's account is given, too. */
  reveal(aci: string): void { this.#open.add(aci); }
  /** How often somebody asked for this number. */
  askedAbout(number: string): number { return this.#asked.get(number) ?? 0; }
  /** The next question is answered with "wait". */
  limit(seconds: number): void { this.#limit = seconds; }

  answer(body: { username?: string; password?: string; e164s?: string[] }): { status: number; headers?: Record<string, string>; body: unknown } {
    for (const number of body.e164s ?? []) this.#asked.set(number, this.askedAbout(number) + 1);
    if (!body.username || !body.password) return { status: 401, body: {} };
    if (this.#limit) { const wait = this.#limit; this.#limit = 0; return { status: 429, headers: { 'retry-after': String(wait) }, body: {} }; }
    const entries: Record<string, Loose> = {};
    for (const number of body.e164s ?? []) {
      const device = this.#world.withNumber(number);
      entries[number] = device ? { pni: device.pni, ...(this.#open.has(device.aci) ? { aci: device.aci } : {}) } : {};
    }
    return { status: 200, body: { entries } };
  }
}
