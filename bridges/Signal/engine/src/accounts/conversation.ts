// What the user says: to a person or a group, with the copy for the user's other devices. The timestamp is the message's identity:
// the host chooses it, and a repeat after a crash uses it again.
import { rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { DataMessageSchema, TypingMessage_Action, type DataMessage } from '../../gen/content_pb.js';
import * as L from '@signalapp/libsignal-client';
import type { Service } from '../connection/service.ts';
import { fromBase64, type Bytes } from '../encoding/bytes.ts';
import { CHANGES_TAKEN_FOR, LONG_TEXT_TYPE, MAX_EDITS } from '../encoding/limits.ts';
import { isPni, isServiceId, toBinary } from '../encoding/serviceIds.ts';
import type { FilePointer } from '../files/pointer.ts';
import { uploadFrom } from '../files/upload.ts';
import type { Groups } from '../groups/groups.ts';
import { secretOf } from '../groups/state.ts';
import { learnPerson, readPerson } from '../people/person.ts';
import type { Timer } from '../receive/learning.ts';
import { Failure } from '../rpc/failure.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { compose, deletion, isLong, reaction, timerUpdate, vote, type Outgoing, type Target } from '../send/compose.ts';
import type { Copies } from '../send/copies.ts';
import { GroupSender } from '../send/groupSender.ts';
import type { Outcome } from '../send/outcome.ts';
import type { ContentInit, Sender } from '../send/sender.ts';

type Init = MessageInitShape<typeof DataMessageSchema>;
export type SendResult = { timestamp: number; outcomes: Outcome[] };
/** A chat: a person's id, or a group's. */
export type Chat = string;

export class Conversation {
  readonly #service: Service; readonly #sender: Sender; readonly #groups: Groups; readonly #groupSender: GroupSender; readonly #copies: Copies; readonly #folder: string; readonly #store: Store;
  constructor(service: Service, sender: Sender, groups: Groups, copies: Copies, folder: string) {
    this.#service = service; this.#sender = sender; this.#groups = groups; this.#groupSender = new GroupSender(sender); this.#copies = copies; this.#folder = folder; this.#store = sender.store;
  }

  async message(chat: Chat, o: Outgoing, timestamp: number): Promise<SendResult> {
    if (o.quote) this.#store.putJson('own-quote', `${timestamp}`, o.quote);
    return this.say(chat, compose(await this.#withLongText(this.#aboutStory(o))), timestamp);
  }

  /** A new content for an own message; it names the version before, and answers what that answered: apps take the whole content for the new one. */
  async edit(chat: Chat, original: number, o: Outgoing, timestamp: number): Promise<SendResult> {
    const self = this.#store.account().aci, target = this.#store.newestVersion(self, original);
    if (!this.#isInTime(chat, original)) throw new Failure('invalid', 'a message can be edited for 24 hours');
    if (this.#store.versions(self, original) > MAX_EDITS && this.#store.chatOf(self, timestamp) === null) throw new Failure('invalid', `a message can be edited ${MAX_EDITS} times`);
    const quote = this.#store.json<NonNullable<Outgoing['quote']>>('own-quote', `${original}`), whole = this.#aboutStory(quote ? { ...o, quote } : o);
    const result = await this.say(chat, compose(await this.#withLongText(whole)), timestamp, target === timestamp ? original : target);
    const unit = new Unit(this.#store);
    unit.knowMessage(self, timestamp, chat, original);
    unit.commit();
    return result;
  }

  /** One reaction for each person: another takes its place; without an emoji it is taken back. */
  async react(chat: Chat, t: Target, emoji: string | null, timestamp: number): Promise<SendResult> {
    const key = `${t.author}.${t.timestamp}`, old = this.#store.json<string>('own-reaction', key);
    if (emoji === null && old === null) return { timestamp, outcomes: [] };
    const result = await this.say(chat, reaction(t, emoji ?? old!, emoji === null, this.#isStory(t)), timestamp);
    if (emoji === null) this.#store.delete('own-reaction', key);
    else this.#store.putJson('own-reaction', key, emoji);
    return result;
  }

  /** Each vote of a person in a poll has a higher number than the one before, which it replaces. */
  async vote(chat: Chat, t: Target, options: number[], timestamp: number): Promise<SendResult> {
    const key = `${t.author}.${t.timestamp}`, count = (this.#store.json<number>('own-votes', key) ?? 0) + 1;
    this.#store.putJson('own-votes', key, count);
    return this.say(chat, vote(t, options, count), timestamp);
  }

  /** Deletes an own message for everyone. */
  async delete(chat: Chat, original: number, timestamp: number): Promise<SendResult> {
    if (!this.#isInTime(chat, original)) throw new Failure('invalid', 'a message can be deleted for everyone for 24 hours');
    return this.say(chat, deletion(original), timestamp);
  }

  /** Sends contents of any kind with what every content of a chat carries: the profile key, the group, the present timer. */
  async say(chat: Chat, init: Init, timestamp: number, editOf?: number): Promise<SendResult> {
    const self = this.#store.account(), group = this.isGroup(chat) ? await this.#groups.hold(chat) : null, person = group ? null : this.recipient(chat);
    // Who has left still tells that.
    if (group && !init.group?.change && !group.group.members.some((m) => m.id === self.aci)) throw new Failure('forbidden', 'the account is not in this group');
    if (!group && person !== self.aci) this.#beginWithTimer(chat, person!);
    const timer = this.timer(chat), data = create(DataMessageSchema, {
      ...init, timestamp: BigInt(timestamp), profileKey: fromBase64(self.profileKey),
      ...(group ? { group: { masterKey: this.#groups.masterKey(chat), revision: group.group.revision, ...(init.group?.change ? { change: init.group.change } : {}) } } : {}),
      ...(group ? { expireTimer: group.group.timer } : { expireTimer: timer.seconds, expireTimerVersion: timer.version }),
    } as Init);
    const content: ContentInit = editOf === undefined ? { data } : { edit: { target: BigInt(editOf), data } };
    if (!group && person !== self.aci) { learnPerson(this.#store, person!, { accepted: true }); this.#store.put('chat-begun', chat, new Uint8Array(1)); }
    const how = { timestamp, logged: true };
    const outcomes = group
      ? await this.#groupSender.send(group.group, this.#groups.masterKey(chat), group.endorsements, content, how)
      : person === self.aci ? [] : [await this.#sender.toPerson(person!, content, how)];
    if (outcomes.length && !outcomes.some((o) => o.ok)) return { timestamp, outcomes };
    const unit = new Unit(this.#store);
    if (editOf === undefined) unit.knowMessage(self.aci, timestamp, chat);
    unit.commit();
    await this.#copy(person, data, timestamp, outcomes, editOf);
    return { timestamp, outcomes };
  }

  async typing(chat: Chat, on: boolean): Promise<void> {
    if (!this.#store.account().typingIndicators) return;
    const timestamp = Date.now(), typing = { timestamp: BigInt(timestamp), action: on ? TypingMessage_Action.STARTED : TypingMessage_Action.STOPPED };
    const how = { timestamp, online: true, urgent: false, hint: L.ContentHint.Implicit };
    if (this.isGroup(chat)) {
      const held = await this.#groups.hold(chat), groupId = secretOf(this.#groups.masterKey(chat)).getPublicParams().getGroupIdentifier().serialize();
      await this.#groupSender.send(held.group, this.#groups.masterKey(chat), held.endorsements, { typing: { ...typing, groupId } }, how);
    } else if (this.recipient(chat) !== this.#store.account().aci) await this.#sender.toPerson(this.recipient(chat), { typing }, how);
  }

  /** Sets the timer of a direct chat; a group's is a change of the group. */
  async setTimer(chat: Chat, seconds: number, timestamp: number): Promise<SendResult> {
    const old = this.timer(chat);
    this.#store.putJson('timer', chat, { seconds, version: old.version + 1 } satisfies Timer);
    return this.say(chat, timerUpdate(), timestamp);
  }

  /** Whoever has set that for new chats begins one with a timer. */
  #beginWithTimer(chat: Chat, person: string): void {
    const seconds = this.#store.account().timerOfNewChats ?? 0;
    if (!seconds || this.#store.get('timer', chat) || this.#store.get('chat-begun', chat) || readPerson(this.#store, person).accepted || this.#store.newestIn(chat, 1).length) return;
    const unit = new Unit(this.#store), self = unit.account.aci, timestamp = Date.now();
    unit.putJson('timer', chat, { seconds, version: 2 } satisfies Timer);
    unit.tell({ kind: 'timer', chat, isGroup: false, sender: self, self: true, timestamp, seconds });
    unit.commit();
  }

  /** Tells a group's members of a change that was just made. */
  async announce(chat: Chat, change: Bytes, timestamp: number): Promise<SendResult> { return this.say(chat, { group: { change } }, timestamp); }

  timer(chat: Chat): Timer { return this.#store.json<Timer>('timer', chat) ?? { seconds: 0, version: 1 }; }
  isGroup(chat: Chat): boolean {
    if (isServiceId(chat)) return false;
    if (fromBase64(chat).length !== 32) throw new Failure('invalid', 'neither a person nor a group');
    return true;
  }
  /** Who is meant by a direct chat: where it began with a phone number's identity, the account behind it once that is known. */
  recipient(chat: Chat): string {
    const of = isPni(chat) ? this.#store.get('person-of-pni', chat) : null;
    return of ? new TextDecoder().decode(of) : chat;
  }

  /** An answer to a story names it as what it is: Signal's apps find no message of that time. */
  #aboutStory(o: Outgoing): Outgoing {
    if (!o.quote || !this.#isStory(o.quote)) return o;
    const { quote, ...rest } = o;
    return { ...rest, story: { author: quote.author, timestamp: quote.timestamp } };
  }
  /** In the notes to oneself nobody counts the hours. */
  #isInTime(chat: Chat, original: number): boolean { return original > Date.now() - CHANGES_TAKEN_FOR || chat === this.#store.account().aci; }
  #isStory({ author, timestamp }: Target): boolean { return this.#store.get('story', `${author}.${timestamp}`) !== null; }

  async #copy(person: string | null, message: DataMessage, timestamp: number, outcomes: Outcome[], editOf?: number): Promise<void> {
    await this.#copies.send({
      sync: {
        sent: {
          timestamp: BigInt(timestamp), expirationStart: BigInt(timestamp), ...(editOf === undefined ? { message } : { edit: { target: BigInt(editOf), data: message } }),
          ...(person ? { destination: toBinary(person) } : {}),
          statuses: outcomes.filter((o) => o.ok).map((o) => ({ destination: toBinary(o.recipient), unidentified: o.sealed ?? false })),
        },
      },
    }, timestamp);
  }

  /** A text that is too long for a message travels as a file, with its beginning in the message. */
  async #withLongText(o: Outgoing): Promise<Outgoing> {
    if (o.text === undefined || !isLong(o.text)) return o;
    const file = `${this.#folder}/text-${randomBytes(6).toString('hex')}`;
    try {
      await writeFile(file, o.text, { mode: 0o600 });
      const longText: FilePointer = await uploadFrom(this.#service, this.#sender.links().chat, file, { type: LONG_TEXT_TYPE });
      return { ...o, longText };
    } finally {
      await rm(file, { force: true });
    }
  }
}
