// What the user does with groups: makes, changes, joins, leaves them, and tells the members.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ActionsSchema, InviteLinkSchema, Member_Role } from '../../gen/groups_pb.js';
import { bytes, fromBase64 } from '../encoding/bytes.ts';
import { MAX_GROUP_MEMBERS } from '../encoding/limits.ts';
import { GroupBuilder, LINK_HOST, type GroupChangeRequest } from '../groups/building.ts';
import { storePicture } from '../groups/picture.ts';
import { accessName, GroupCipher, secretOf, type Group } from '../groups/state.ts';
import { fetchCredential } from '../people/profiles.ts';
import { Failure } from '../rpc/failure.ts';
import { log } from '../rpc/log.ts';
import type { SendResult } from './conversation.ts';
import type { LinkedAccount } from './account.ts';

const TELLING_PATIENCE = 1_000;

export class GroupActions {
  readonly #account: LinkedAccount; readonly #builder: GroupBuilder;
  constructor(account: LinkedAccount) {
    this.#account = account;
    const { store, service } = account, self = store.account().aci;
    this.#builder = new GroupBuilder(service, self, async (id) => {
      const key = store.get('profilekey', id);
      return key && fetchCredential(service, account.connector.links, id, key);
    });
  }

  async create(title: string, members: string[], timer: number, timestamp: number): Promise<Group> {
    if (members.length + 1 > MAX_GROUP_MEMBERS) throw new Failure('too-large', 'a group of Signal has at most 1001 members');
    const masterKey = bytes(new Uint8Array(randomBytes(32))), group = await this.#builder.create(masterKey, title, members, timer);
    await this.#account.groups.remote.create(secretOf(masterKey), group);
    const id = this.#account.groups.remember(masterKey);
    await this.#account.conversation.say(id, {}, timestamp);
    return this.#account.groups.get(id);
  }

  async change(id: string, request: GroupChangeRequest, timestamp: number): Promise<{ group: Group; told: SendResult | null }> {
    const { group, change } = await this.#account.groups.change(id, (g, cipher) => this.#builder.actions(g, cipher, request));
    return { group, told: change ? await this.#account.conversation.announce(id, change, timestamp) : null };
  }

  /** Gives the group another picture, or takes it away. */
  async setPicture(id: string, file: string | null, timestamp: number): Promise<void> {
    const { groups, service } = this.#account;
    await this.change(id, { avatar: file === null ? '' : await storePicture(service, groups.remote, groups.masterKey(id), file) }, timestamp);
  }

  /** The state, and whether the user has yet to say that they want to be in it. */
  async describe(id: string, revision: number): Promise<Group & { request: boolean }> {
    let group = await this.#account.groups.get(id, revision);
    if ((this.#account.groups.told(id) ?? group.revision) < group.revision) {
      // Something happened of which no message told: whoever looks at the group hears of it first, unless that takes long.
      const told = this.#account.catchUpGroup(id).then(() => true, (e: unknown) => { log('reading what happened in a group failed', e); return false; });
      if (await Promise.race([told, sleep(TELLING_PATIENCE, false, { ref: false })])) group = await this.#account.groups.get(id, revision);
    }
    const self = this.#self(), settings = this.#account.store.json<{ accepted: boolean; blocked: boolean }>('group-settings', id);
    return { ...group, request: settings?.blocked !== true && (this.#invitationOf(group) !== null || (settings?.accepted === false && group.members.some((m) => m.id === self))) };
  }

  /** Takes an invitation. */
  async accept(id: string, timestamp: number): Promise<void> {
    const { change } = await this.#account.groups.change(id, async (group, cipher) => {
      const invited = this.#invitationOf(group);
      return invited === null ? null : this.#builder.joining(invited === this.#self() ? 'invited' : 'invited-by-number', cipher.secret);
    });
    if (change) await this.#account.conversation.announce(id, change, timestamp);
  }

  /** Leaves a group, or declines an invitation. The last administrator hands the group on. */
  async leave(id: string, timestamp: number): Promise<void> {
    const self = this.#self();
    const { change } = await this.#account.groups.change(id, async (group, cipher) => {
      const invited = this.#invitationOf(group);
      if (invited) return create(ActionsSchema, { deletePending: [{ userId: cipher.sealId(invited) }] });
      const me = group.members.find((m) => m.id === self);
      if (!me) return null;
      const heir = me.admin && !group.members.some((m) => m.admin && m.id !== self) ? group.members.find((m) => m.id !== self) : undefined;
      return create(ActionsSchema, { deleteMembers: [{ userId: cipher.sealId(self) }], modifyRoles: heir ? [{ userId: cipher.sealId(heir.id), role: Member_Role.ADMINISTRATOR }] : [] });
    });
    if (change) await this.#account.conversation.announce(id, change, timestamp).catch(() => {});   // the members learn it from the group itself, too
  }

  /** Joins by link; where an administrator has to agree, asks for it. */
  async join(link: string, timestamp: number): Promise<{ id: string; waits: boolean }> {
    const { masterKey, password } = readLink(link), secret = secretOf(masterKey), cipher = new GroupCipher(masterKey), { groups } = this.#account;
    const info = await groups.remote.joinInfo(secret, password), access = accessName(info.addFromInviteLink), id = groups.remember(masterKey);
    if (access === 'nobody') throw new Failure('forbidden', 'the link of the group is not valid any more');
    const waits = access === 'administrator';
    const actions = await this.#builder.joining(waits ? 'asking' : 'by-link', cipher.secret);
    actions.version = info.version + 1;
    const change = await groups.remote.change(secret, actions, password);
    if (!waits) await this.#account.conversation.announce(id, change, timestamp);
    return { id, waits };
  }

  async link(id: string): Promise<string | null> {
    const group = await this.#account.groups.get(id);
    if (!group.linkPassword || group.access.link === 'nobody') return null;
    const raw = toBinary(InviteLinkSchema, create(InviteLinkSchema, { contents: { case: 'v1', value: { masterKey: this.#account.groups.masterKey(id), password: fromBase64(group.linkPassword) } } }));
    return LINK_HOST + Buffer.from(raw).toString('base64url');
  }

  #self(): string { return this.#account.store.account().aci; }
  /** Under which of the user's two names they are invited: the account's, or their phone number's. */
  #invitationOf(group: Group): string | null { const { aci, pni } = this.#account.store.account(); return group.invited.find((m) => m.id === aci || m.id === pni)?.id ?? null; }
}

function readLink(link: string): { masterKey: Uint8Array; password: string } {
  const fragment = /^(?:https:\/\/|sgnl:\/\/)signal\.group\/#([A-Za-z0-9_-]+=*)$/.exec(link.trim())?.[1];
  if (!fragment) throw new Failure('invalid', 'this is not a link to a group of Signal');
  try {
    const { contents } = fromBinary(InviteLinkSchema, new Uint8Array(Buffer.from(fragment, 'base64url')));
    if (contents.case === 'v1' && contents.value.masterKey.length === 32) return { masterKey: contents.value.masterKey, password: Buffer.from(contents.value.password).toString('base64url') };
  } catch { /* not what it looks like */ }
  throw new Failure('invalid', 'this link to a group of Signal is damaged');
}
