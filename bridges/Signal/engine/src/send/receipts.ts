// Telling others that their messages arrived and were read: only people with whom the user has agreed to talk.
import * as L from '@signalapp/libsignal-client';
import { ReceiptMessage_Type } from '../../gen/content_pb.js';
import { toAciBytes } from '../encoding/serviceIds.ts';
import type { Copies } from './copies.ts';
import type { Target } from './compose.ts';
import type { Store } from '../store/database.ts';
import type { Sender } from './sender.ts';

const BATCH = 100;

const MOST_UNREAD = 500;

/** What the user has read with this message and had not read before. A message's time is its sender's: it may come after later ones. */
export function unread(store: Store, chat: string, upTo: number): Target[] {
  const last = store.json<number>('read', chat) ?? 0, late = store.allJson<Target & { chat: string }>('late').filter(({ value }) => value.chat === chat);
  for (const { id } of late) store.delete('late', id);
  const messages = upTo > last ? store.messagesBetween(chat, last, upTo, store.account().aci, MOST_UNREAD) : [];
  if (upTo > last) store.putJson('read', chat, upTo);
  return [...late.map(({ value: { author, timestamp } }) => ({ author, timestamp })), ...messages];
}

export class Receipts {
  readonly #sender: Sender; readonly #copies: Copies;
  constructor(sender: Sender, copies: Copies) { this.#sender = sender; this.#copies = copies; }

  async delivered(sender: string, timestamps: number[]): Promise<void> { await this.#send(sender, ReceiptMessage_Type.DELIVERY, timestamps); }

  /** The own devices always hear of it, the authors only where the user's settings say so. */
  async read(messages: Target[], tellAuthors: boolean): Promise<void> {
    const account = this.#sender.store.account(), byAuthor = new Map<string, number[]>();
    for (const m of messages) if (m.author !== account.aci) byAuthor.set(m.author, [...(byAuthor.get(m.author) ?? []), m.timestamp]);
    const others = messages.filter((m) => m.author !== account.aci);
    if (others.length) await this.#copies.send({ sync: { read: others.map((m) => ({ sender: toAciBytes(m.author), timestamp: BigInt(m.timestamp) })) } }, Date.now());
    if (account.readReceipts && tellAuthors) for (const [author, list] of byAuthor) await this.#send(author, ReceiptMessage_Type.READ, list);
  }

  /** A voice message was listened to, a view-once picture looked at. */
  async viewed(message: Target, tellAuthor: boolean): Promise<void> {
    const account = this.#sender.store.account();
    if (message.author === account.aci) return;
    await this.#copies.send({ sync: { viewed: [{ sender: toAciBytes(message.author), timestamp: BigInt(message.timestamp) }] } }, Date.now());
    if (account.readReceipts && tellAuthor) await this.#send(message.author, ReceiptMessage_Type.VIEWED, [message.timestamp]);
  }

  async #send(to: string, type: ReceiptMessage_Type, timestamps: number[]): Promise<void> {
    for (let i = 0; i < timestamps.length; i += BATCH) {
      const content = { receipt: { type, timestamps: timestamps.slice(i, i + BATCH).map(BigInt) } };
      await this.#sender.toPerson(to, content, { timestamp: Date.now(), urgent: false, hint: L.ContentHint.Implicit });
    }
  }
}
