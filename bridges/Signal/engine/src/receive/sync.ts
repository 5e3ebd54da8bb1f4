// What the user's own other devices tell: messages sent there, what was read, settings, contacts.
import * as L from '@signalapp/libsignal-client';
import {
  DataMessage_Flag, SyncMessage_FetchLatest_Type, SyncMessage_MessageRequestResponse_Type, SyncMessage_StickerPackOperation_Type, type AttachmentPointer, type ChatName, type SyncMessage, type SyncMessage_DeleteForMe,
} from '../../gen/content_pb.js';
import { base64, bytes, hex, safeNumber } from '../encoding/bytes.ts';
import { isPlausibleTime, MAX_DELETIONS } from '../encoding/limits.ts';
import { readAci, readId } from '../encoding/serviceIds.ts';
import { decidedLately, learnPerson, type Person } from '../people/person.ts';
import type { Unit } from '../store/unit.ts';
import { rememberCall } from './calls.ts';
import type { Received } from './envelope.ts';
import type { Learner } from './learning.ts';
import { chatOf, translateData, translateEdit, type Fields } from './translation.ts';

/** What has to be done on the network after the message itself is durable. */
export type FollowUp = { kind: 'contacts'; blob: AttachmentPointer } | { kind: 'storage' } | { kind: 'profile' } | { kind: 'number-changed' };

export function translateSync(unit: Unit, s: SyncMessage, received: Received, learner: Learner, followUps: FollowUp[]): Fields[] {
  const self = unit.account.aci, out: Fields[] = [];
  if (s.sent) out.push(...translateSent(unit, s, received, learner));
  // Whoever listened to a voice message has read it.
  for (const r of [...s.read, ...s.viewed]) {
    const author = readAci(r.sender, r.senderText), timestamp = safeNumber(r.timestamp), chat = author && unit.chatOf(author, timestamp);
    if (author && chat) out.push({ kind: 'read', chat, author, target: unit.originalOf(author, timestamp), at: received.timestamp });
  }
  if (s.contacts?.blob) followUps.push({ kind: 'contacts', blob: s.contacts.blob });
  if (s.blocked) takeBlocked(unit, s.blocked.acis.map((x) => readAci(x)).concat(s.blocked.aciTexts.map((x) => readAci(undefined, x))));
  if (s.configuration) unit.changeAccount({
    ...(s.configuration.readReceipts === undefined ? {} : { readReceipts: s.configuration.readReceipts }),
    ...(s.configuration.typingIndicators === undefined ? {} : { typingIndicators: s.configuration.typingIndicators }),
  });
  if (s.keys?.accountEntropyPool) { unit.changeAccount({ accountEntropyPool: s.keys.accountEntropyPool }); followUps.push({ kind: 'storage' }); }
  if (s.fetchLatest?.type === SyncMessage_FetchLatest_Type.STORAGE_MANIFEST) followUps.push({ kind: 'storage' });
  if (s.fetchLatest?.type === SyncMessage_FetchLatest_Type.LOCAL_PROFILE) followUps.push({ kind: 'profile' });
  for (const p of s.stickerPacks) if (p.packId && p.packKey) out.push({ kind: 'sticker-pack', packId: hex(p.packId), packKey: hex(p.packKey), installed: p.type !== SyncMessage_StickerPackOperation_Type.REMOVE });
  if (s.messageRequest) {
    const r = s.messageRequest, person = readAci(r.thread, r.threadText), chat = r.groupId?.length === 32 ? base64(r.groupId) : person;
    const answer = ANSWERS[r.type ?? 0];
    if (chat && answer) { if (person) takeAnswer(unit, person, answer); out.push({ kind: 'request-answered', chat, isGroup: chat !== person, answer }); }
  }
  if (s.pniChangeNumber) takeNumberChange(unit, s.pniChangeNumber, received.newPni, followUps, out);
  if (s.deleteForMe) out.push(...translateDeletions(unit, s.deleteForMe, received.timestamp, learner));
  if (s.callEvent) {
    const who = s.callEvent.conversation, person = who ? readId(who.length === 16 || who.length === 17 ? who : undefined) : null;
    if (person && person !== self) out.push(...translateCall(unit, s.callEvent, learner.directChat(unit, person), received.timestamp));
  }
  return out;
}

const AUDIO = 1, VIDEO = 2, OUTGOING = 2, ACCEPTED = 1, NOT_ACCEPTED = 2;

/** How a call of two went, as another device of the user saw it. What is only about the list of calls there says nothing. */
function translateCall(unit: Unit, c: NonNullable<SyncMessage['callEvent']>, chat: string, timestamp: number): Fields[] {
  const answered = c.event === ACCEPTED, callId = String(c.id ?? 0n);
  if (!answered && c.event !== NOT_ACCEPTED) return [];
  const base = { kind: 'call', chat, isGroup: false, sender: unit.account.aci, self: true, timestamp, callId };
  if (c.direction !== OUTGOING) return [{ ...base, call: answered ? 'answered-elsewhere' : 'declined' }];
  if (c.type !== AUDIO && c.type !== VIDEO) return [];
  rememberCall(unit, callId, timestamp);
  return [{ ...base, call: 'outgoing', answered, video: c.type === VIDEO }];
}

function translateSent(unit: Unit, s: SyncMessage, received: Received, learner: Learner): Fields[] {
  const sent = s.sent!, self = unit.account.aci, m = sent.message ?? sent.edit?.data, to = readId(sent.destination, sent.destinationText);
  if (sent.isRecipientUpdate || sent.story || !m) return [];
  const { chat, isGroup } = chatOf(m, to ? learner.directChat(unit, to) : '');
  const timestamp = safeNumber(sent.timestamp);
  if (!chat || !isPlausibleTime(timestamp)) return [];
  if (isGroup) learner.group(unit, m, self);
  else {
    if (to) learnPerson(unit.store, to, { accepted: true });
    // A copy of what another own device sent changes the timer only where that is all that it does.
    if ((m.flags ?? 0) & DataMessage_Flag.TIMER_UPDATE) learner.timer(unit, chat, m);
  }
  const where = { chat, isGroup, sender: self, self: true, timestamp, serverTimestamp: received.serverTimestamp };
  if (m.reaction) { const author = readAci(m.reaction.author, m.reaction.authorText); if (author) unit.putJson('own-reaction', `${author}.${unit.originalOf(author, safeNumber(m.reaction.target))}`, m.reaction.remove ? null : m.reaction.emoji); }
  if (m.pollVote) { const author = readAci(m.pollVote.author); if (author) unit.putJson('own-votes', `${author}.${safeNumber(m.pollVote.target)}`, m.pollVote.voteCount ?? 1); }
  return sent.edit ? translateEdit(unit, m, safeNumber(sent.edit.target), where) : translateData(unit, m, where);
}

/** What the user took away in their own apps only. Of a group, messages stay: others see the same room. */
function translateDeletions(unit: Unit, d: SyncMessage_DeleteForMe, at: number, learner: Learner): Fields[] {
  const self = unit.account.aci, out: Fields[] = [];
  const nameOf = (c: ChatName | undefined): { chat: string; isGroup: boolean } | null => {
    const i = c?.identifier, person = i?.case === 'person' ? readId(i.value) : i?.case === 'personText' ? readId(undefined, i.value) : null;
    return person ? { chat: learner.directChat(unit, person), isGroup: false } : i?.case === 'groupId' && i.value.length === 32 ? { chat: base64(i.value), isGroup: true } : null;
  };
  for (const c of [...d.chats.filter((x) => x.isFull), ...d.localChats].slice(0, MAX_DELETIONS)) {
    const name = nameOf(c.chat);
    if (name) out.push({ kind: 'chat-deleted', ...name, at });
  }
  for (const { chat: c, messages } of d.messages.slice(0, MAX_DELETIONS)) {
    const name = nameOf(c);
    if (!name || name.isGroup) continue;
    for (const { author: a, timestamp } of messages.slice(0, MAX_DELETIONS)) {
      const author = a.case === 'authorId' ? readAci(a.value) : a.case === 'authorText' ? readAci(undefined, a.value) : null;
      if (author) out.push({ kind: 'delete', ...name, sender: self, self: true, timestamp: at, author, target: unit.originalOf(author, safeNumber(timestamp)) });
    }
  }
  return out;
}

const ANSWERS: Record<number, 'accept' | 'delete' | 'block'> = {
  [SyncMessage_MessageRequestResponse_Type.ACCEPT]: 'accept', [SyncMessage_MessageRequestResponse_Type.DELETE]: 'delete', [SyncMessage_MessageRequestResponse_Type.BLOCK]: 'block',
  [SyncMessage_MessageRequestResponse_Type.BLOCK_AND_DELETE]: 'block', [SyncMessage_MessageRequestResponse_Type.SPAM]: 'block', [SyncMessage_MessageRequestResponse_Type.BLOCK_AND_SPAM]: 'block',
};

export function takeAnswer(unit: Unit, person: string, answer: 'accept' | 'delete' | 'block'): void {
  learnPerson(unit.store, person, { ...(answer === 'accept' ? { accepted: true, blocked: false } : answer === 'block' ? { blocked: true, accepted: false } : { accepted: false }), decidedAt: Date.now() });
}

/** The whole list of blocked people; an empty one is taken at its word only for people who were blocked, names stay. */
function takeBlocked(unit: Unit, list: (string | null)[]): void {
  const blocked = new Set(list);
  for (const { id, value } of unit.store.allJson<Person>('person')) if (value.blocked && !blocked.has(id) && !decidedLately(value)) learnPerson(unit.store, id, { blocked: false });
  for (const id of blocked) if (id) learnPerson(unit.store, id, { blocked: true, accepted: false });
}

/** The user has a new phone number, and with it a new identity for it, which the phone hands over. */
function takeNumberChange(unit: Unit, c: NonNullable<SyncMessage['pniChangeNumber']>, newPni: string | null, followUps: FollowUp[], out: Fields[]): void {
  if (!c.identityKeyPair || !c.signedPreKey || !c.lastResortKey || !c.registrationId) return;
  const pair = L.IdentityKeyPair.deserialize(bytes(c.identityKeyPair)), signed = L.SignedPreKeyRecord.deserialize(bytes(c.signedPreKey)), kem = L.KyberPreKeyRecord.deserialize(bytes(c.lastResortKey));
  unit.changeAccount({ pniKey: base64(pair.privateKey.serialize()), pniRegistrationId: c.registrationId, ...(newPni ? { pni: newPni } : {}), ...(c.newNumber ? { number: c.newNumber } : {}) });
  unit.put('signed-pni', String(signed.id()), signed.serialize());
  unit.put('kem-pni-last', String(kem.id()), kem.serialize());
  unit.put('signed-newest', 'pni', null);
  for (const kind of ['ec-pni', 'kem-pni']) for (const { id } of unit.store.all(kind)) unit.put(kind, id, null);   // signed by the old number's identity
  followUps.push({ kind: 'number-changed' });
  if (c.newNumber) learnPerson(unit.store, unit.account.aci, { number: c.newNumber, ...(newPni ? { pni: newPni } : {}) });
  if (c.newNumber) out.push({ kind: 'own-number', number: c.newNumber });
}

