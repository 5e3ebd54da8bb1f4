// Pins that are for a time only: their end is told when it has come.
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import type { Fields } from './translation.ts';

type Pin = Fields & { author: string; target: number; timestamp: number };
type Row = { until: number; pin: Pin };

/** @param seconds How long it stays; null: until somebody takes it away. */
export function pinned(unit: Unit, pin: Pin, seconds: number | null): Pin {
  const id = `${pin.author}.${pin.target}`;
  if (seconds === null) unit.put('pin', id, null);
  else unit.putJson('pin', id, { until: pin.timestamp + seconds * 1000, pin } satisfies Row);
  return pin;
}

export function tellEndedPins(store: Store, now = Date.now()): void {
  const due = store.allJson<Row>('pin').filter((row) => row.value.until <= now);
  if (!due.length) return;
  const unit = new Unit(store);
  for (const { id, value } of due) {
    unit.put('pin', id, null);
    unit.tell({ ...value.pin, kind: 'unpin', timestamp: value.until });
  }
  unit.commit();
}
