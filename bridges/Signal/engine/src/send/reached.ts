// Who of a group has a message already. One that the connection broke off goes on with the others, under the same time.
import type { Store } from '../store/database.ts';
import type { Outcome } from './outcome.ts';

type Kept = { members: string[]; failures: number };
/** Whom it does not reach over a connection that holds is given up, so that nobody else's messages wait for them. */
const MOST_FAILURES = 5;

/** Those whom an earlier try reached. */
export const reached = (store: Store, timestamp: number): string[] => store.json<Kept>('reached', String(timestamp))?.members ?? [];

/** Marks whom the next try is to reach, and remembers whom it may leave out. */
export function keepReached(store: Store, timestamp: number, outcomes: Outcome[]): void {
  const id = String(timestamp), kinds = outcomes.map((o) => o.failure?.kind), old = store.json<Kept>('reached', id);
  const failures = (old?.failures ?? 0) + (kinds.includes('network') && !kinds.includes('not-connected') ? 1 : 0);
  const broken = outcomes.filter((o) => o.failure?.kind === 'network' || o.failure?.kind === 'not-connected'), members = outcomes.filter((o) => o.ok).map((o) => o.recipient);
  if (broken.length && members.length && failures < MOST_FAILURES) {
    for (const o of broken) o.again = true;
    store.putJson('reached', id, { members, failures } satisfies Kept);
  } else if (old) store.delete('reached', id);
}
