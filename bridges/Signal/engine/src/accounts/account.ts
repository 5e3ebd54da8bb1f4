// One linked account: its file, its connections, what it says and hears.
import { dirname } from 'node:path';
import { create } from '@bufbuild/protobuf';
import type { Links } from '../connection/links.ts';
import { Connector, fetchRemoteConfig, type ConnectionState } from '../connection/links.ts';
import { callRaw, type Service } from '../connection/service.ts';
import { ContentSchema, SyncMessage_FetchLatest_Type } from '../../gen/content_pb.js';
import { Groups } from '../groups/groups.ts';
import { GroupQueue } from '../groups/queue.ts';
import { beginSession, checkAgainstService } from '../keys/freshness.ts';
import { renewSignedKeys, topUp } from '../keys/upkeep.ts';
import { takeContacts } from '../people/contacts.ts';
import { giveNickname, readPerson } from '../people/person.ts';
import { refreshProfile } from '../people/profiles.ts';
import { Inbox } from '../receive/inbox.ts';
import { Missing } from '../receive/missing.ts';
import { tellEndedPins } from '../receive/pins.ts';
import type { FollowUp } from '../receive/sync.ts';
import { Failure, failureOf } from '../rpc/failure.ts';
import { log } from '../rpc/log.ts';
import { Receipts } from '../send/receipts.ts';
import { askAgain, repeat } from '../send/resend.ts';
import { Sender } from '../send/sender.ts';
import { Copies } from '../send/copies.ts';
import { StorageService } from '../storage/records.ts';
import { changeChat, type ChatChange } from '../storage/changing.ts';
import { rememberSettings, takeStorage } from '../storage/taking.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { Conversation } from './conversation.ts';
import { Outbox } from './outbox.ts';

type Event = Record<string, unknown>;
const RENEW_EVERY = 12 * 3_600_000;
const PRUNE_EVERY = 3_600_000;
/** A connection of which nothing comes any more is noticed within six minutes. */
const PROBE_EVERY = 5 * 60_000;
const MOST_PATIENCE = 30_000;
const AFTER_FAULT = 5_000;
const WAIT_WHEN_ASKED = 60_000;

export type AccountOptions = { stories: boolean; lastGeneration: number };

export class LinkedAccount {
  readonly service: Service; readonly store: Store; readonly folder: string; readonly connector: Connector; readonly groups: Groups; readonly sender: Sender; readonly conversation: Conversation;
  readonly storage: StorageService; readonly receipts: Receipts; readonly copies: Copies; readonly outbox: Outbox; readonly generation: number;
  readonly #tell: (event: Event) => void; readonly #inbox: Inbox; readonly #missing: Missing; readonly #timers: NodeJS.Timeout[] = []; readonly #catchUps = new GroupQueue(); readonly #unreadProfiles = new Set<string>();
  #checked = false; #stopped = false; #state: ConnectionState = 'connecting'; #profiles: Promise<unknown> = Promise.resolve(); #storing: Promise<unknown> = Promise.resolve();

  constructor(service: Service, store: Store, path: string, options: AccountOptions, tell: (event: Event) => void) {
    this.service = service; this.store = store; this.folder = dirname(path); this.#tell = tell;
    this.generation = beginSession(store, options.lastGeneration);
    const links = (): Links => this.connector.links;
    this.connector = new Connector(service, () => store.account(), {
      wantsStories: options.stories,
      incoming: (m) => this.#inbox.push(m),
      state: (state) => this.#onState(state),
      connected: (l) => this.#onConnected(l),
    });
    this.groups = new Groups(service, store, links);
    this.sender = new Sender(store, links);
    this.copies = new Copies(this.sender);
    this.conversation = new Conversation(service, this.sender, this.groups, this.copies, this.folder);
    this.storage = new StorageService(service, store, links);
    this.receipts = new Receipts(this.sender, this.copies);
    this.outbox = new Outbox(store, tell);
    this.#missing = new Missing(store);
    this.#inbox = new Inbox(store, service.trustRoots, {
      turn: (work) => this.sender.turns.take(work),
      passing: tell,
      followUp: (f) => this.#quietly(this.#followUp(f), 'what a sync message asked for'),
      groupChanged: (id) => this.#quietly(this.catchUpGroup(id), 'reading a changed group'),
      newProfile: (person) => this.profileSoon(person, true),
      askAgain: (u) => this.#quietly(askAgain(this.sender, u), 'asking for a message again'),
      repeat: (to, device, request) => this.#quietly(repeat(this.sender, to, device, request), 'saying a message again'),
      received: (sender, timestamps) => this.#quietly(this.receipts.delivered(sender, timestamps), 'a delivery receipt'),
      notKept: (e) => this.#beginAnewLater(e),
      stories: options.stories,
    });
    store.onTold = () => this.outbox.pump();
  }

  get state(): ConnectionState { return this.#state; }

  start(): void {
    this.outbox.pump();
    this.connector.start();
    const every = (ms: number, what: string, work: () => unknown) => this.#timers.push(setInterval(() => this.#quietly(Promise.resolve().then(work), what), ms).unref());
    every(PRUNE_EVERY, 'forgetting old things', () => this.store.prune());
    every(15_000, 'looking for what was never said again', () => this.#missing.check());
    every(this.service.place.test?.probe ?? 60_000, 'looking for pins that have ended', () => tellEndedPins(this.store));
    every(RENEW_EVERY, 'renewing keys', () => (this.connector.isConnected ? renewSignedKeys(this.connector.links.chat, this.store) : undefined));
    every(this.service.place.test?.probe ?? PROBE_EVERY, 'looking whether the connection lives', () => this.#probe());
    every(30_000, 'copies for own devices', () => (this.connector.isConnected ? this.copies.flush() : undefined));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.forEach(clearInterval);
    await this.connector.stop();
    await this.sender.turns.take(async () => {});
    this.store.onTold = () => {};
    this.store.close();
  }

  /** Reads what happened in a group and tells it. */
  catchUpGroup(id: string): Promise<void> { return this.#catchUps.run(id, () => this.#tellGroup(id)); }

  async #tellGroup(id: string): Promise<void> {
    const { group, notes } = await this.groups.catchUp(id), unit = new Unit(this.store);
    unit.putJson('group-told', id, Math.max(this.groups.told(id) ?? 0, group.revision));
    unit.tell({ kind: 'group-changed', chat: id, isGroup: true, revision: group.revision, notes, at: Date.now() });
    for (const note of notes) if (note.what === 'joined' && note.was && note.who) unit.tell({ kind: 'same-person', pni: note.was, person: note.who });
    unit.commit();
  }

  /** Reads a profile when its turn comes; a change is told. One at a time: they are many after a link. What the connection cut off is read over the next one. */
  profileSoon(person: string, force = false): void {
    if (person.startsWith('PNI:')) return;
    this.#profiles = this.#profiles.then(async () => {
      if (force) this.#unreadProfiles.add(person);
      const changed = await this.#patiently(() => refreshProfile(this.connector.links, this.store, person, { force }));
      this.#unreadProfiles.delete(person);
      if (changed) this.#tellPerson(person);
    }).catch((e: unknown) => { if (this.connector.isConnected) log('reading a profile failed', e); });
  }

  /** Where Signal asks to wait, which it does of those who read many profiles, it is waited: those behind would be refused, too. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try { return await work(); } catch (e) { if (this.#stopped || failureOf(e).kind !== 'rate-limited') throw e; }
      await new Promise((r) => setTimeout(r, this.service.place.test?.probe ?? WAIT_WHEN_ASKED).unref());
    }
  }

  /** Asks the phone for everything that a new device needs. */
  async requestSync(): Promise<void> {
    for (const type of [1, 3, 4, 5]) await this.sender.toSelf(create(ContentSchema, { sync: { request: { type } } }), Date.now());
  }

  /** Reads the storage service; calls during a reading share the next one. */
  readStorage(): Promise<void> {
    const next = this.#storing.then(async () => {
      const state = await this.storage.read();
      if (state) takeStorage(this.store, state.items).newProfiles.forEach((p) => this.profileSoon(p, true));
    });
    this.#storing = next.catch(() => {});
    return next;
  }

  /** Changes how the user keeps a chat, here and, by way of the storage service, on their other devices. */
  async keepChat(chat: string, change: ChatChange): Promise<void> {
    const isGroup = this.conversation.isGroup(chat), id = isGroup ? chat : this.conversation.recipient(chat), name = { id, masterKey: isGroup ? this.groups.masterKey(chat) : null, isSelf: id === this.store.account().aci, accepted: isGroup || readPerson(this.store, id).accepted === true };
    const next = this.#storing.then(async () => {
      rememberSettings(this.store, chat, change);
      if (change.nickname !== undefined) { giveNickname(this.store, id, change.nickname); this.#tellPerson(id); }
      if (await changeChat(this.storage, name, change)) await this.copies.send({ sync: { fetchLatest: { type: SyncMessage_FetchLatest_Type.STORAGE_MANIFEST } } }, Date.now());
    });
    this.#storing = next.catch(() => {});
    return next;
  }

  /** Asks Signal for a sign of life on both connections. */
  async alive(): Promise<void> {
    const { chat, open } = this.connector.links, patience = Math.min(MOST_PATIENCE, (this.service.place.test?.probe ?? PROBE_EVERY) * 3);
    await Promise.all([chat, open].map((link) => callRaw(link, 'GET', '/v1/keepalive', undefined, [], patience)));
  }

  /** Makes the connections anew. */
  reconnect(cause: unknown = new Failure('network', 'the connection is made anew')): void { if (this.connector.isConnected) this.connector.drop(this.connector.links, cause); }

  /** What could not be written down comes again over another connection, when the disk has had a moment. */
  #beginAnewLater(cause: unknown): void {
    if (this.#stopped || !this.connector.isConnected) return;
    const links = this.connector.links;
    setTimeout(() => this.connector.drop(links, new Failure('network', 'what came could not be kept', { cause })), AFTER_FAULT).unref();
  }

  /** A connection of which nothing comes is dropped, and comes back. */
  async #probe(): Promise<void> {
    if (!this.connector.isConnected) return;
    const links = this.connector.links;
    try { await this.alive(); } catch (e) { this.connector.drop(links, e); }
  }

  async #followUp(f: FollowUp): Promise<void> {
    if (f.kind === 'contacts') await takeContacts(this.service, this.store, this.folder, f.blob);
    else if (f.kind === 'storage') await this.readStorage();
    else if (f.kind === 'profile') this.profileSoon(this.store.account().aci, true);
    else if (f.kind === 'number-changed') { await renewSignedKeys(this.connector.links.chat, this.store); await topUp(this.connector.links.chat, this.store); }
  }

  /** Before anything is sent: an old file must be found out, and others must find keys of ours. */
  async #onConnected(links: Links): Promise<void> {
    if (!this.#checked) {
      await checkAgainstService(links.chat, this.store);
      await renewSignedKeys(links.chat, this.store);
      this.#checked = true;
    }
    await topUp(links.chat, this.store);
    this.#quietly(fetchRemoteConfig(this.service, links), 'the remote configuration');
  }

  #onState(state: ConnectionState): void {
    if (state === 'lost' || state === 'replaced' || state === 'connected') this.#inbox.clear();
    this.#state = state;
    if (state === 'connected') {
      this.#quietly(this.copies.flush(), 'copies for own devices');
      for (const person of this.#unreadProfiles) this.profileSoon(person, true);
    }
    this.#tell({ kind: 'connection', state });
  }

  #tellPerson(person: string): void { const unit = new Unit(this.store); unit.tell({ kind: 'person-changed', person }); unit.commit(); }
  #quietly(work: Promise<unknown>, what: string): void { work.catch((e: unknown) => { if (!this.#stopped) log(`${what} failed`, e); }); }
}
