// Calls are named after their number: when one began is kept, so that whoever has read up to it has read what was said before.
import type { Unit } from '../store/unit.ts';

export function rememberCall(unit: Unit, number: string, timestamp: number): void {
  if (unit.get('call-at', number) === null) unit.putJson('call-at', number, timestamp);
}
