// From the archive's frames to messages in the host's words. Names of fields are those of the archive; everything may be missing.
import { fromBase64, hex } from '../encoding/bytes.ts';
import { isPlausibleTime } from '../encoding/limits.ts';
import { readAci } from '../encoding/serviceIds.ts';
import { groupIdOf } from '../groups/state.ts';
import type { FilePointer } from '../files/pointer.ts';
import type { Range } from '../receive/contents.ts';
import type { Frame } from './frames.ts';
import { array, id, number, object, text, type Json } from './json.ts';
import { callerOf, readUpdate } from './updates.ts';

export type HistoryReaction = { sender: string; emoji: string; timestamp: number };
export type HistoryVote = { sender: string; options: number[]; count: number };
export type HistoryMessage = Json & { reactions?: HistoryReaction[]; votes?: HistoryVote[]; /** The times of its versions, where it was edited. */ versions?: number[] } & { kind: 'message' | 'update'; chat: string; isGroup: boolean; sender: string; self: boolean; timestamp: number };

const STYLES: Record<string, Range['style']> = { BOLD: 'bold', ITALIC: 'italic', SPOILER: 'spoiler', STRIKETHROUGH: 'strikethrough', MONOSPACE: 'monospace' };

export class HistoryReader {
  readonly #self: string; readonly #people = new Map<string, string>(); readonly #groups = new Map<string, string>(); readonly #chats = new Map<string, string>();
  /** The first version of a message that was edited, by author and time of each. */
  readonly #originals = new Map<string, number>();
  constructor(self: string) { this.#self = self; }

  take(frame: Frame): HistoryMessage[] {
    const recipient = object(frame.recipient), chat = object(frame.chat), item = object(frame.chatItem);
    if (recipient) this.#recipient(recipient);
    else if (chat) this.#chats.set(id(chat.id), id(chat.recipientId));
    else if (item) { const m = this.#item(item); return m ? [m] : []; }
    return [];
  }

  #recipient(r: Json): void {
    const contact = object(r.contact), group = object(r.group);
    if (r.self !== undefined) this.#people.set(id(r.id), this.#self);
    else if (contact) { const aci = binaryAci(contact.aci); if (aci) this.#people.set(id(r.id), aci); }
    else if (group && text(group.masterKey)) { const key = fromBase64(text(group.masterKey)!); if (key.length === 32) this.#groups.set(id(r.id), groupIdOf(key)); }
  }

  #item(item: Json): HistoryMessage | null {
    const recipient = this.#chats.get(id(item.chatId)) ?? '', group = this.#groups.get(recipient), chat = group ?? this.#people.get(recipient), sender = this.#people.get(id(item.authorId)), timestamp = number(item.dateSent), update = object(item.updateMessage);
    if (!chat || !sender || timestamp === undefined || !isPlausibleTime(timestamp)) return null;
    if (update) return this.#update(update, { chat, isGroup: group !== undefined, sender, timestamp });
    const said = this.#content(item);
    if (!said) return null;
    const expires = number(item.expiresInMs), older = array(item.revisions).flatMap((r) => number(r.dateSent) ?? []), original = older[0] ?? timestamp, versions = older.length ? [...older, timestamp] : [];
    for (const version of versions) this.#originals.set(`${sender}.${version}`, original);
    return { kind: 'message', chat, isGroup: group !== undefined, sender, self: sender === this.#self, timestamp: original, ...(versions.length ? { versions } : {}), ...(expires ? { expiresAfter: Math.ceil(expires / 1000) } : {}), ...said };
  }

  #update(update: Json, at: { chat: string; isGroup: boolean; sender: string; timestamp: number }): HistoryMessage | null {
    const said = readUpdate(update, at.sender, at.chat, this.#self), sender = callerOf(update, (recipient) => this.#people.get(id(recipient))) ?? at.sender;
    return said && { kind: 'update', ...at, sender, self: sender === this.#self, ...said };
  }

  #content(item: Json): Json | null {
    const standard = object(item.standardMessage), sticker = object(item.stickerMessage), poll = object(item.poll), contact = object(item.contactMessage), once = object(item.viewOnceMessage), toStory = object(item.directStoryReplyMessage);
    const reactions = array((standard ?? sticker ?? contact ?? poll ?? once ?? toStory)?.reactions).flatMap((r) => { const who = this.#people.get(id(r.authorId)); return who && text(r.emoji) ? [{ sender: who, emoji: text(r.emoji)!.slice(0, 64), timestamp: number(r.sentTimestamp) ?? 0 }] : []; });
    const said = standard ? this.#standard(standard) : sticker ? readSticker(object(sticker.sticker) ?? {}) : poll ? this.#poll(poll) : contact ? readContact(object(contact.contact) ?? {}) : once ? readOnce(once)
      : toStory ? readText(toStory.textReply ? object(toStory.textReply)! : { text: { body: toStory.emoji } }) : item.paymentNotification ? { unsupported: 'a payment' } : item.giftBadge ? { unsupported: 'a donation badge' } : null;
    return said && { ...said, ...(reactions.length ? { reactions } : {}) };
  }

  #standard(m: Json): Json | null {
    const attachments = array(m.attachments).map(attachment), files = attachments.flatMap((f) => f ?? []), lost = attachments.length - files.length, previews = array(m.linkPreview).flatMap(preview);
    const fields: Json = { ...readText(m), ...(files.length ? { attachments: files } : {}), ...(lost ? { lostAttachments: lost } : {}) };
    if (!Object.keys(fields).length) return null;
    const quote = object(m.quote), target = quote && this.#quote(quote);
    return { ...fields, ...(previews.length ? { previews } : {}), ...(target ? { quote: target } : {}) };
  }

  #quote(quote: Json): Json | null {
    const author = this.#people.get(id(quote.authorId)), target = number(quote.targetSentTimestamp), fileType = text(array(quote.attachments)[0]?.contentType);
    return author && target ? { author, timestamp: this.#originals.get(`${author}.${target}`) ?? target, ...readText(quote), ...(fileType ? { fileType } : {}) } : null;
  }

  #poll(poll: Json): Json {
    const options = array(poll.options), votes = this.#votes(options);
    return { poll: { question: text(poll.question) ?? '', options: options.map((o) => text(o.option) ?? ''), multiple: poll.allowMultiple === true }, ...(votes.length ? { votes } : {}), ...(poll.hasEnded === true ? { ended: true } : {}) };
  }

  /** What each person chose, and how often they have voted. */
  #votes(options: Json[]): HistoryVote[] {
    const votes = new Map<string, HistoryVote>();
    options.forEach((o, option) => array(o.votes).forEach((v) => {
      const sender = this.#people.get(id(v.voterId));
      if (!sender) return;
      const vote = votes.get(sender) ?? { sender, options: [], count: 1 };
      votes.set(sender, { sender, options: [...vote.options, option], count: Math.max(vote.count, number(v.voteCount) ?? 1) });
    }));
    return [...votes.values()];
  }
}

const binaryAci = (v: unknown): string | null => (typeof v === 'string' ? readAci(fromBase64(v)) ?? readAci(undefined, v) : null);

function styles(list: Json[]): Range[] {
  return list.slice(0, 250).flatMap((r): Range[] => {
    const start = number(r.start) ?? 0, length = number(r.length) ?? 0, style = STYLES[String(r.style)], mention = binaryAci(r.mentionAci);
    return style ? [{ start, length, style }] : mention ? [{ start, length, mention }] : [];
  });
}

/** A text with its styles; empty where there is none. */
function readText(m: Json): Json | null {
  const body = object(m.text), ranges = styles(array(body?.bodyRanges)), longText = object(m.longText), long = longText && pointer(longText);
  return text(body?.body) ? { text: text(body!.body)!, ...(ranges.length ? { ranges } : {}), ...(long ? { longText: long } : {}) } : null;
}

function readSticker(s: Json): Json | null {
  const file = pointer(object(s.data) ?? {}), packId = text(s.packId), packKey = text(s.packKey);
  return file && packId && packKey ? { sticker: { packId: hex(fromBase64(packId)), packKey: hex(fromBase64(packKey)), id: number(s.stickerId) ?? 0, emoji: text(s.emoji) ?? '', file } } : { lostAttachments: 1 };
}

function readContact(c: Json): Json {
  const name = object(c.name), numbers = array(c.number).flatMap((n) => text(n.value) ?? []);
  return { contacts: [{ name: text(name?.nickname) ?? [text(name?.givenName), text(name?.familyName)].filter(Boolean).join(' '), given: text(name?.givenName) ?? '', family: text(name?.familyName) ?? '', numbers, emails: array(c.email).flatMap((n) => text(n.value) ?? []), organization: text(c.organization) ?? '' }] };
}

/** What was looked at is gone. */
function readOnce(m: Json): Json {
  const file = attachment(object(m.attachment) ?? {});
  return file ? { attachments: [file], viewOnce: true } : { unsupported: 'a picture or video that was looked at once' };
}

function preview(p: Json): Json[] {
  const url = text(p.url), image = pointer(object(p.image) ?? {});
  return url?.startsWith('https://') ? [{ url, title: text(p.title) ?? '', description: text(p.description) ?? '', ...(image ? { image } : {}) }] : [];
}

function attachment(a: Json): FilePointer | null {
  const file = pointer(object(a.pointer) ?? {}), flag = String(a.flag ?? '');
  return file && { ...file, ...(flag === 'VOICE_MESSAGE' ? { voice: true } : {}), ...(flag === 'GIF' ? { gif: true } : {}), ...(flag === 'BORDERLESS' ? { borderless: true } : {}) };
}

/** A file that the service may still keep; those that only the phone's backup has cannot be fetched. */
function pointer(p: Json): FilePointer | null {
  const at = object(p.locatorInfo), where = text(at?.transitCdnKey), key = text(at?.key), digest = text(at?.encryptedDigest), contentHash = text(at?.plaintextHash);
  if (!at || !where || !key || !(digest ?? contentHash) || fromBase64(key).length !== 64) return null;
  return {
    where, cdn: number(at.transitCdnNumber) ?? 3, key, ...(digest ? { digest } : {}), ...(contentHash ? { contentHash } : {}), size: number(at.size) ?? 0, type: text(p.contentType) ?? 'application/octet-stream',
    ...(text(p.fileName) ? { name: text(p.fileName)! } : {}), ...(number(p.width) ? { width: number(p.width)! } : {}), ...(number(p.height) ? { height: number(p.height)! } : {}), ...(text(p.blurHash) ? { blurHash: text(p.blurHash)! } : {}),
  };
}
