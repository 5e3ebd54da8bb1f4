// What is known of a person, from many sources. A better name never gives way to a worse one.
import type { Store } from '../store/database.ts';

export type Person = {
  number?: string;
  username?: string;
  /** The link that the user shares to be found by, without telling the username. */
  usernameLink?: string;
  /** The name that the user gave them: a nickname in Signal, else the one of the phone's address book. */
  nickname?: string;
  contactName?: string;
  /** The name that they gave themselves. */
  profileName?: string;
  avatar?: string;
  pni?: string;
  blocked?: boolean;
  /** The user has agreed to talk with them, so they may know that we read. */
  accepted?: boolean;
  /** The profile was read with this key at this time. */
  profileReadAt?: number;
  /** When the user decided on this device whether to talk with them. */
  decidedAt?: number;
};

export type PersonDetails = { id: string; name: string; ownName: string | null; number: string | null; username: string | null; avatar: string | null; blocked: boolean; accepted: boolean };

const ON_ITS_WAY = 60_000;

/** A decision made here is still on its way to the phone: an older list from there must not undo it. */
export const decidedLately = (p: Person, now = Date.now()): boolean => (p.decidedAt ?? 0) > now - ON_ITS_WAY;

export const readPerson = (store: Store, id: string): Person => store.json<Person>('person', id) ?? {};

/** Whose number this is, as far as is known. */
export const personOfNumber = (store: Store, number: string): string | null => store.json<string>('number', number);

/** A number belongs to one person: whoever had it before has it no more. */
function ownNumber(store: Store, id: string, now: string, before: string | undefined): void {
  if (before && before !== now && personOfNumber(store, before) === id) store.delete('number', before);
  const other = personOfNumber(store, now);
  if (other && other !== id) {
    const { number, ...rest } = readPerson(store, other);
    if (number === now) store.putJson('person', other, rest);
  }
  store.putJson('number', now, id);
}

/** Merges what was learnt; empty values never erase. Returns whether anything changed that others can see. */
export function learnPerson(store: Store, id: string, news: Person): boolean {
  const old = readPerson(store, id), next: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(news)) if (value !== undefined && value !== '') next[key] = value;
  if (JSON.stringify(old) === JSON.stringify(next)) return false;
  store.putJson('person', id, next);
  const { number } = next as Person;
  if (number && number !== old.number) ownNumber(store, id, number, old.number);
  const shown = (p: Person) => JSON.stringify(describePerson(id, p));
  return shown(old) !== shown(next as Person);
}

/** What the user calls a person from now on; empty: as they call themselves. */
export function giveNickname(store: Store, id: string, nickname: string): void {
  const { nickname: _, ...rest } = readPerson(store, id);
  store.putJson('person', id, nickname ? { ...rest, nickname } : rest);
}

export function describePerson(id: string, p: Person): PersonDetails {
  return {
    id, name: p.nickname || p.contactName || p.profileName || p.number || p.username || 'Signal user',
    // What everybody may see: never a name from one user's address book.
    ownName: p.profileName || null,
    number: p.number ?? null, username: p.username ?? null, avatar: p.avatar ?? null, blocked: p.blocked ?? false, accepted: p.accepted ?? false,
  };
}
