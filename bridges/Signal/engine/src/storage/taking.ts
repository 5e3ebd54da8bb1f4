// Takes over what the storage service says of people, groups and chats. Merged, never "all others are gone".
import type { ContactRecord, GroupRecord } from '../../gen/storage_pb.js';
import { bytes, sameBytes, safeNumber } from '../encoding/bytes.ts';
import { readAci, readId } from '../encoding/serviceIds.ts';
import { groupIdOf } from '../groups/state.ts';
import { linkOfUsername } from '../people/lookup.ts';
import { decidedLately, learnPerson, readPerson } from '../people/person.ts';
import { Unit } from '../store/unit.ts';
import type { Store } from '../store/database.ts';
import type { ChatChange } from './changing.ts';
import type { Item } from './records.ts';

const VERIFIED = 1;
const NONE: Settings = { archived: false, markedUnread: false, mutedUntil: 0, pinned: false };
type Settings = { archived: boolean; markedUnread: boolean; mutedUntil: number; pinned: boolean };

export function takeStorage(store: Store, items: Item[]): { newProfiles: string[] } {
  const unit = new Unit(store), newProfiles: string[] = [], pinned = new Set<string>();
  for (const { record } of items) {
    if (record.record.case !== 'account') continue;
    const a = record.record.value;
    for (const p of a.pinned) {
      if (p.identifier.case === 'groupMasterKey' && p.identifier.value.length === 32) pinned.add(groupIdOf(p.identifier.value));
      else if (p.identifier.case === 'contact') { const id = readId(p.identifier.value.serviceId); if (id) pinned.add(id); }
    }
    unit.changeAccount({ readReceipts: a.readReceipts, typingIndicators: a.typingIndicators, timerOfNewChats: a.universalExpireTimer });
    const name = `${a.givenName} ${a.familyName}`.trim(), u = a.usernameLink, link = u?.entropy.length === 32 && u.serverId.length === 16 ? linkOfUsername(u.entropy, u.serverId) : null;
    learnPerson(store, unit.account.aci, { ...(name ? { profileName: name } : {}), ...(a.username ? { username: a.username } : {}), ...(link ? { usernameLink: link } : {}), ...(unit.account.number ? { number: unit.account.number } : {}) });
  }
  for (const { record } of items) {
    if (record.record.case === 'contact') takeContact(unit, record.record.value, pinned, newProfiles);
    else if (record.record.case === 'group') takeGroup(unit, record.record.value, pinned);
  }
  unit.commit();
  return { newProfiles };
}

function takeContact(unit: Unit, c: ContactRecord, pinned: Set<string>, newProfiles: string[]): void {
  const aci = readAci(c.aci, c.aciText), pniText = c.pni.length === 16 ? readId(Buffer.concat([Buffer.from([1]), c.pni])) : readId(c.pni), id = aci ?? pniText;
  if (!id) return;   // an entry without any id names nobody
  const name = (given: string, family: string) => `${given} ${family}`.trim() || undefined;
  const known = unit.get('profilekey', id);
  if (aci && c.profileKey.length === 32 && !(known && sameBytes(known, c.profileKey))) { unit.put('profilekey', aci, bytes(c.profileKey)); newProfiles.push(aci); }
  if (aci && c.identityState === VERIFIED && c.identityKey.length) { unit.put('verified', aci, new Uint8Array(1)); unit.put('distrusted', aci, null); }
  const nickname = c.nickname && name(c.nickname.given, c.nickname.family), contactName = c.systemNickname || name(c.systemGivenName, c.systemFamilyName), profileName = name(c.givenName, c.familyName);
  const changed = learnPerson(unit.store, id, {
    ...(c.e164 ? { number: c.e164.startsWith('+') ? c.e164 : `+${c.e164}` } : {}), ...(c.username ? { username: c.username } : {}), ...(nickname ? { nickname } : {}),
    ...(contactName ? { contactName } : {}), ...(profileName ? { profileName } : {}), ...(aci && pniText ? { pni: pniText } : {}), ...(decidedLately(readPerson(unit.store, id)) ? {} : { blocked: c.blocked }), ...(c.whitelisted ? { accepted: true } : {}),
  });
  if (changed) unit.tell({ kind: 'person-changed', person: id });
  settings(unit, id, false, { archived: c.archived, markedUnread: c.markedUnread, mutedUntil: time(c.mutedUntil), pinned: pinned.has(id) });
}

function takeGroup(unit: Unit, g: GroupRecord, pinned: Set<string>): void {
  if (g.masterKey.length !== 32) return;
  const id = groupIdOf(g.masterKey);
  if (!unit.get('group', id)) unit.put('group', id, bytes(g.masterKey));
  unit.putJson('group-settings', id, { blocked: g.blocked, accepted: g.whitelisted });
  settings(unit, id, true, { archived: g.archived, markedUnread: g.markedUnread, mutedUntil: time(g.mutedUntil), pinned: pinned.has(id) });
}

/** What the user changed here is not told again when it comes back from the storage service. */
export function rememberSettings(store: Store, chat: string, { archived, markedUnread, mutedUntil, pinned, blocked, accepted }: ChatChange): void {
  const old = store.json<Settings>('chat-settings', chat) ?? NONE, ofGroup = store.json<{ blocked: boolean; accepted: boolean }>('group-settings', chat);
  store.putJson('chat-settings', chat, { archived: archived ?? old.archived, markedUnread: markedUnread ?? old.markedUnread, mutedUntil: mutedUntil ?? old.mutedUntil, pinned: pinned ?? old.pinned } satisfies Settings);
  if (store.get('group', chat)) store.putJson('group-settings', chat, { blocked: blocked ?? ofGroup?.blocked ?? false, accepted: accepted ?? ofGroup?.accepted ?? true });
}

/** "For ever" is a number that no clock reaches. */
const time = (value: bigint): number => (value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : safeNumber(value));

function settings(unit: Unit, chat: string, isGroup: boolean, now: Settings): void {
  const old = unit.json<Settings>('chat-settings', chat) ?? NONE;
  if (JSON.stringify(old) === JSON.stringify(now)) return;
  unit.putJson('chat-settings', chat, now);
  unit.tell({ kind: 'chat-settings', chat, isGroup, ...now });
}
