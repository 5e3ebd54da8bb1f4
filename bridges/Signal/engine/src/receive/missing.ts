// Messages that could not be read: if nobody says them again within a minute, the user is told that one is missing.
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';

const PATIENCE = 60_000;
type Row = { at: number; sender: string; timestamp: number; group: string | null };

export class Missing {
  readonly #store: Store;
  constructor(store: Store) { this.#store = store; }
  check(now = Date.now()): void {
    const due = this.#store.allJson<Row>('unreadable').filter((r) => r.value.at < now - PATIENCE);
    if (!due.length) return;
    const unit = new Unit(this.#store);
    for (const { id, value } of due) {
      unit.put('unreadable', id, null);
      unit.tell({ kind: 'unreadable', chat: value.group ?? value.sender, isGroup: value.group !== null, sender: value.sender, timestamp: value.timestamp });
    }
    unit.commit();
  }
}
