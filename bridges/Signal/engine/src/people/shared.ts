// All accounts of this engine see the same people, and on Matrix each of those is one: what a person told one account of themselves, the
// name and the picture, serves the others, so that nobody is called by a number in one room and by a name in the next.
import type { Bytes } from '../encoding/bytes.ts';
import type { Store } from '../store/database.ts';
import { learnPerson, readPerson } from './person.ts';

/** Takes over the name that a person gave another account, where this one has none. */
export function takeSharedName(own: Store, others: Iterable<Store>, id: string): void {
  if (readPerson(own, id).profileName) return;
  for (const other of others) {
    const { profileName, avatar } = readPerson(other, id);
    if (!profileName) continue;
    learnPerson(own, id, { profileName, ...(avatar ? { avatar } : {}) });
    return;
  }
}

/** The key of a person's picture, whichever account was given it. */
export function sharedProfileKey(own: Store, others: Iterable<Store>, id: string): Bytes | null {
  for (const store of [own, ...others]) { const key = store.get('profilekey', id); if (key) return key; }
  return null;
}
