// What a message means to the host. The chat is a person's id, or a group's.
import { MAX_EDITS } from '../encoding/limits.ts';
import { DataMessage_Flag, TypingMessage_Action, type Content, type DataMessage, type StoryMessage } from '../../gen/content_pb.js';
import { base64, safeNumber } from '../encoding/bytes.ts';
import { readAci } from '../encoding/serviceIds.ts';
import { readPointer } from '../files/pointer.ts';
import { groupIdOf } from '../groups/state.ts';
import type { Unit } from '../store/unit.ts';
import { rememberCall } from './calls.ts';
import * as contents from './contents.ts';
import { pinned } from './pins.ts';

/** The newest that this version knows. */
const PROTOCOL_VERSION = 8, NEWEST_FIELD = 29;

export type Fields = Record<string, unknown>;
/** Where the host shows what people tell everybody they know: a place of its own for each account. */
export const STORIES = 'stories';
/** Where and by whom something was said. */
export type Where = { chat: string; isGroup: boolean; sender: string; self: boolean; timestamp: number; serverTimestamp: number };

export const chatOf = (m: DataMessage | undefined, otherwise: string): { chat: string; isGroup: boolean } =>
  m?.group?.masterKey?.length === 32 ? { chat: groupIdOf(m.group.masterKey), isGroup: true } : { chat: otherwise, isGroup: false };

/** The events of one message, in order; the store learns which chat it is in. */
export function translateData(unit: Unit, m: DataMessage, where: Where): Fields[] {
  const original = (author: string, timestamp: number) => unit.originalOf(author, timestamp), base = { chat: where.chat, isGroup: where.isGroup, sender: where.sender, self: where.self, timestamp: where.timestamp };
  const target = (x: { author?: Uint8Array; authorText?: string; target?: bigint }, author = readAci(x.author, x.authorText)) =>
    (author && x.target !== undefined ? { author, target: original(author, safeNumber(x.target)) } : null);
  if (m.reaction) {
    const t = target(m.reaction);
    return t && m.reaction.emoji ? [{ kind: 'reaction', ...base, ...t, emoji: m.reaction.emoji.slice(0, 64), remove: m.reaction.remove ?? false }] : [];
  }
  if (m.delete) {
    const t = target(m.delete, where.sender);
    return t ? [{ kind: 'delete', ...base, ...(!where.isGroup && unit.get('story', `${t.author}.${t.target}`) ? { chat: STORIES } : {}), ...t }] : [];
  }
  if (m.adminDelete) { const t = target(m.adminDelete); return t ? [{ kind: 'delete', ...base, ...t, byAdministrator: true }] : []; }
  if (m.pollVote) { const t = target(m.pollVote); return t ? [{ kind: 'vote', ...base, ...t, options: m.pollVote.optionIndexes.slice(0, 100), count: m.pollVote.voteCount ?? 0 }] : []; }
  if (m.pollTerminate) { const t = target(m.pollTerminate, where.sender); return t ? [{ kind: 'poll-end', ...base, ...t }] : []; }
  if (m.pin) { const t = target(m.pin); return t ? [pinned(unit, { kind: 'pin', ...base, ...t }, m.pin.duration.case === 'seconds' ? m.pin.duration.value : null)] : []; }
  if (m.unpin) { const t = target(m.unpin); return t ? [pinned(unit, { kind: 'unpin', ...base, ...t }, null)] : []; }
  if ((m.flags ?? 0) & DataMessage_Flag.TIMER_UPDATE) return [{ kind: 'timer', ...base, seconds: m.expireTimer ?? 0 }];
  // Whoever comes in says so, too: the era names the call.
  if (m.groupCall) {
    const callId = m.groupCall.eraId?.slice(0, 64);
    if (callId) rememberCall(unit, callId, where.timestamp);
    return [{ kind: 'call', ...base, call: 'group', ...(callId ? { callId } : {}) }];
  }
  const said = content(m, original);
  if (said === null) return [];
  if (unit.chatOf(where.sender, where.timestamp) !== null) return [];   // told before: a repeat after a retry
  unit.knowMessage(where.sender, where.timestamp, where.chat);
  if (where.self && said.quote) unit.putJson('own-quote', `${where.timestamp}`, said.quote);
  // Said before what the user has read last, but come after that.
  if (!where.self && where.timestamp <= (unit.json<number>('read', where.chat) ?? 0)) unit.putJson('late', `${where.sender}.${where.timestamp}`, { chat: where.chat, author: where.sender, timestamp: where.timestamp });
  return [{ kind: 'message', ...base, serverTimestamp: where.serverTimestamp, ...said }];
}

export function translateEdit(unit: Unit, m: DataMessage, targetTime: number, where: Where): Fields[] {
  const target = unit.originalOf(where.sender, targetTime), said = content(m, (a, t) => unit.originalOf(a, t));
  if (said === null || unit.chatOf(where.sender, where.timestamp) !== null) return [];
  if (unit.versions(where.sender, target) > MAX_EDITS) return [];
  unit.knowMessage(where.sender, where.timestamp, where.chat, target);
  return [{ kind: 'edit', chat: where.chat, isGroup: where.isGroup, sender: where.sender, self: where.self, timestamp: where.timestamp, target, ...said }];
}

/** Nothing that is known, but something that is not: neither a profile key nor a change of a group. */
const isOfNewerKind = (m: DataMessage): boolean => !m.flags && !m.group?.change?.length && (m.$unknown ?? []).some((field) => field.no > NEWEST_FIELD);

/** Null where nothing was said (a profile key, a change of a group, a lone sender key). */
function content(m: DataMessage, originalOf: (author: string, timestamp: number) => number): Fields | null {
  const fields: Fields = {
    ...contents.text(m), ...contents.attachments(m), ...contents.sticker(m), ...contents.poll(m), ...contents.contacts(m), ...contents.previews(m),
  };
  const unsupported = contents.unsupported(m);
  if (unsupported) fields.unsupported = unsupported;
  // A newer kind of message that this version has no field for.
  else if (Object.keys(fields).length === 0 && ((m.requiredProtocolVersion ?? 0) > PROTOCOL_VERSION || isOfNewerKind(m))) fields.unsupported = 'a message of a newer kind';
  if (Object.keys(fields).length === 0) return null;
  Object.assign(fields, contents.quote(m, originalOf));
  if (m.viewOnce) fields.viewOnce = true;
  if (m.expireTimer) fields.expiresAfter = m.expireTimer;
  const storyBy = m.story && readAci(m.story.author, m.story.authorText);
  if (storyBy && !fields.quote) fields.quote = { author: storyBy, timestamp: safeNumber(m.story!.timestamp), text: 'Story' };
  return fields;
}

/** A story of somebody: told to all whom they know, or to a group. It is gone after a day. Answers go where its author is written to. */
export function translateStory(unit: Unit, s: StoryMessage, sender: string, direct: string, timestamp: number): Fields[] {
  const file = s.attachment.case === 'file' ? readPointer(s.attachment.value) : null, text = s.attachment.case === 'text' ? s.attachment.value.text ?? '' : '';
  if (!file && !text) return [];
  const isGroup = s.group?.masterKey?.length === 32, chat = isGroup ? groupIdOf(s.group!.masterKey!) : direct;
  if ((isGroup && !unit.get('group', chat)) || unit.chatOf(sender, timestamp) !== null) return [];
  unit.knowMessage(sender, timestamp, chat);
  unit.putJson('story', `${sender}.${timestamp}`, timestamp);
  return [{ kind: 'story', chat: isGroup ? chat : STORIES, isGroup, sender, self: false, timestamp, ...(text ? { text } : {}), ...(file ? { attachments: [file] } : {}) }];
}

/** Signs of life that need no journal. */
export function typing(c: Content, sender: string): Fields | null {
  const t = c.typing;
  if (!t) return null;
  return { kind: 'typing', chat: t.groupId?.length === 32 ? base64(t.groupId) : sender, isGroup: t.groupId?.length === 32, sender, on: t.action === TypingMessage_Action.STARTED };
}
