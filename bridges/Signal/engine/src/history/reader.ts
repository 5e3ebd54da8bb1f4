// From the archive's frames to messages in the host's words. Names of fields are those of the archive; everything may be missing.
import { fromBase64, hex } from '../encoding/bytes.ts';
import { isPlausibleTime } from '../encoding/limits.ts';
import { readAci } from '../encoding/serviceIds.ts';
import { groupIdOf } from '../groups/state.ts';
import type { FilePointer } from '../files/pointer.ts';
import type { Range } from '../receive/contents.ts';
import type { Frame } from './frames.ts';

type Json = Record<string, unknown>;
export type HistoryReaction = { sender: string; emoji: string; timestamp: number };
export type HistoryVote = { sender: string; options: number[]; count: number };
export type HistoryMessage = Json & { reactions?: HistoryReaction[]; votes?: HistoryVote[] } & { kind: 'message'; chat: string; isGroup: boolean; sender: string; self: boolean; timestamp: number };

const object = (v: unknown): Json | undefined => (typeof v === 'object' && v !== null && !Array.isArray(v) ? v as Json : undefined);
const array = (v: unknown): Json[] => (Array.isArray(v) ? (v as unknown[]).flatMap((x): Json[] => { const o = object(x); return o ? [o] : []; }) : []);
const text = (v: unknown): string | undefined => (typeof v === 'string' && v !== '' ? v : undefined);
const number = (v: unknown): number | undefined => { const n = typeof v === 'string' || typeof v === 'number' ? Number(v) : NaN; return Number.isSafeInteger(n) ? n : undefined; };
const id = (v: unknown): string => String(v ?? '');
const STYLES: Record<string, Range['style']> = { BOLD: 'bold', ITALIC: 'italic', SPOILER: 'spoiler', STRIKETHROUGH: 'strikethrough', MONOSPACE: 'monospace' };

export class HistoryReader {
  readonly #self: string; readonly #people = new Map<string, string>(); readonly #groups = new Map<string, string>(); readonly #chats = new Map<string, string>();
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
    const recipient = this.#chats.get(id(item.chatId)) ?? '', group = this.#groups.get(recipient), chat = group ?? this.#people.get(recipient), sender = this.#people.get(id(item.authorId)), timestamp = number(item.dateSent);
    if (!chat || !sender || timestamp === undefined || !isPlausibleTime(timestamp)) return null;
    const said = this.#content(item);
    if (!said) return null;
    const expires = number(item.expiresInMs);
    return { kind: 'message', chat, isGroup: group !== undefined, sender, self: sender === this.#self, timestamp, ...(expires ? { expiresAfter: Math.ceil(expires / 1000) } : {}), ...said };
  }

  #content(item: Json): Json | null {
    const standard = object(item.standardMessage), sticker = object(object(item.stickerMessage)?.sticker), poll = object(item.poll), contact = object(object(item.contactMessage)?.contact);
    const holder = standard ?? object(item.stickerMessage) ?? object(item.contactMessage) ?? poll;
    const reactions = array(holder?.reactions).flatMap((r) => { const who = this.#people.get(id(r.authorId)); return who && text(r.emoji) ? [{ sender: who, emoji: text(r.emoji)!.slice(0, 64), timestamp: number(r.sentTimestamp) ?? 0 }] : []; });
    const more = reactions.length ? { reactions } : {};
    if (standard) {
      const body = object(standard.text), attachments = array(standard.attachments).map(attachment), files = attachments.flatMap((f) => f ?? []), lost = attachments.length - files.length;
      const fields: Json = { ...(text(body?.body) ? { text: text(body?.body)! } : {}), ...(files.length ? { attachments: files } : {}), ...(lost ? { lostAttachments: lost } : {}) };
      if (!Object.keys(fields).length) return null;
      const ranges = styles(array(body?.bodyRanges)), quote = object(standard.quote), author = quote && this.#people.get(id(quote.authorId)), target = number(quote?.targetSentTimestamp), longText = object(standard.longText);
      const long = longText && pointer(longText);
      return { ...fields, ...(ranges.length ? { ranges } : {}), ...(author && target ? { quote: { author, timestamp: target, text: text(object(quote!.text)?.body) ?? '' } } : {}), ...(long ? { longText: long } : {}), ...more };
    }
    if (sticker) {
      const file = pointer(object(sticker.data) ?? {}), packId = text(sticker.packId), packKey = text(sticker.packKey);
      return file && packId && packKey ? { sticker: { packId: hex(fromBase64(packId)), packKey: hex(fromBase64(packKey)), id: number(sticker.stickerId) ?? 0, emoji: text(sticker.emoji) ?? '', file }, ...more } : null;
    }
    if (poll) {
      const options = array(poll.options), votes = this.#votes(options);
      return { poll: { question: text(poll.question) ?? '', options: options.map((o) => text(o.option) ?? ''), multiple: poll.allowMultiple === true }, ...(votes.length ? { votes } : {}), ...(poll.hasEnded === true ? { ended: true } : {}), ...more };
    }
    if (contact) {
      const name = object(contact.name), numbers = array(contact.number).flatMap((n) => text(n.value) ?? []);
      return { contacts: [{ name: text(name?.nickname) ?? [text(name?.givenName), text(name?.familyName)].filter(Boolean).join(' '), numbers, emails: array(contact.email).flatMap((n) => text(n.value) ?? []), organization: text(contact.organization) ?? '' }], ...more };
    }
    return null;
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
