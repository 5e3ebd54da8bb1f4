// Changes of a group that the user asks for, as the storage service wants them.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { ClientZkProfileOperations, GroupSecretParams, type ExpiringProfileKeyCredential } from '@signalapp/libsignal-client/zkgroup.js';
import { randomBytes } from 'node:crypto';
import { Access, ActionsSchema, GroupSchema, MemberSchema, Member_Role, PendingMemberSchema, type Actions, type Group as GroupProto } from '../../gen/groups_pb.js';
import type { Service } from '../connection/service.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { Failure } from '../rpc/failure.ts';
import { accessOf, GroupCipher, type AccessName, type Group } from './state.ts';

export type GroupChangeRequest = {
  title?: string; description?: string; /** Where the new picture is kept; empty: none any more. */ avatar?: string; timer?: number; add?: string[]; remove?: string[]; promote?: string[]; demote?: string[]; ban?: string[]; unban?: string[];
  approve?: string[]; refuse?: string[]; announcementsOnly?: boolean; access?: { attributes?: AccessName; members?: AccessName; link?: AccessName }; resetLink?: boolean;
};

/** Proof that we know a person's profile key; null where we do not, so that they are invited instead of added. */
export type Credentials = (id: string) => Promise<ExpiringProfileKeyCredential | null>;

export type JoiningWay = 'invited' | 'invited-by-number' | 'asking' | 'by-link';

type ActionsInit = MessageInitShape<typeof ActionsSchema>;
/** Changes under construction: the lists are there to be filled. */
type Lists = { [K in 'addMembers' | 'deleteMembers' | 'modifyRoles' | 'addPending' | 'deletePending' | 'promoteRequesting' | 'deleteRequesting' | 'addBanned' | 'deleteBanned']: object[] };
type Building = Lists & Record<string, unknown>;
const emptyActions = (): Building => ({
  addMembers: [], deleteMembers: [], modifyRoles: [], addPending: [], deletePending: [], promoteRequesting: [], deleteRequesting: [], addBanned: [], deleteBanned: [],
});

export class GroupBuilder {
  readonly #service: Service; readonly #credentials: Credentials; readonly #self: string;
  constructor(service: Service, self: string, credentials: Credentials) { this.#service = service; this.#self = self; this.#credentials = credentials; }

  async create(masterKey: Bytes, title: string, members: string[], timer: number): Promise<GroupProto> {
    const cipher = new GroupCipher(masterKey), own = await this.#presentation(cipher.secret, this.#self);
    if (!own) throw new Failure('network', 'Signal gave no proof of the own profile key');
    const added: MessageInitShape<typeof MemberSchema>[] = [{ role: Member_Role.ADMINISTRATOR, presentation: own }], pending: MessageInitShape<typeof PendingMemberSchema>[] = [];
    for (const id of new Set(members)) {
      if (id === this.#self) continue;
      const presentation = await this.#presentation(cipher.secret, id);
      if (presentation) added.push({ role: Member_Role.DEFAULT, presentation });
      else pending.push({ member: { userId: cipher.sealId(id), role: Member_Role.DEFAULT } });
    }
    return create(GroupSchema, {
      publicKey: cipher.secret.getPublicParams().serialize(), version: 0, title: cipher.sealBlob({ case: 'title', value: title }),
      access: { attributes: Access.MEMBER, members: Access.MEMBER, addFromInviteLink: Access.UNSATISFIABLE, memberLabel: Access.MEMBER },
      members: added, pending, ...(timer ? { timer: cipher.sealBlob({ case: 'timerSeconds', value: timer }) } : {}),
    });
  }

  /** Null where nothing would change. */
  async actions(group: Group, cipher: GroupCipher, r: GroupChangeRequest): Promise<Actions | null> {
    const a = emptyActions(), isMember = (id: string) => group.members.some((m) => m.id === id), isInvited = (id: string) => group.invited.some((m) => m.id === id);
    if (r.title !== undefined && r.title !== group.title) a.modifyTitle = { title: cipher.sealBlob({ case: 'title', value: r.title }) };
    if (r.description !== undefined && r.description !== group.description) a.modifyDescription = { description: cipher.sealBlob({ case: 'description', value: r.description }) };
    if (r.avatar !== undefined && r.avatar !== group.avatar) a.modifyAvatar = { avatar: r.avatar };
    if (r.timer !== undefined && r.timer !== group.timer) a.modifyTimer = { timer: cipher.sealBlob({ case: 'timerSeconds', value: r.timer }) };
    if (r.announcementsOnly !== undefined && r.announcementsOnly !== group.announcementsOnly) a.modifyAnnouncements = { only: r.announcementsOnly };
    for (const id of r.add ?? []) {
      if (group.requesting.includes(id)) { a.promoteRequesting.push({ userId: cipher.sealId(id), role: Member_Role.DEFAULT }); continue; }
      if (isMember(id) || isInvited(id)) continue;
      const presentation = await this.#presentation(cipher.secret, id);
      if (presentation) a.addMembers.push({ added: { role: Member_Role.DEFAULT, presentation } });
      else a.addPending.push({ added: { member: { userId: cipher.sealId(id), role: Member_Role.DEFAULT } } });
    }
    for (const id of r.remove ?? []) {
      if (isMember(id)) a.deleteMembers.push({ userId: cipher.sealId(id) });
      else if (isInvited(id)) a.deletePending.push({ userId: cipher.sealId(id) });
      else if (group.requesting.includes(id)) a.deleteRequesting.push({ userId: cipher.sealId(id) });
    }
    for (const id of r.ban ?? []) {
      if (isMember(id)) a.deleteMembers.push({ userId: cipher.sealId(id) });
      else if (group.requesting.includes(id)) a.deleteRequesting.push({ userId: cipher.sealId(id) });
      if (!group.banned.includes(id)) a.addBanned.push({ added: { userId: cipher.sealId(id) } });
    }
    for (const id of r.unban ?? []) if (group.banned.includes(id)) a.deleteBanned.push({ userId: cipher.sealId(id) });
    for (const id of r.approve ?? []) if (group.requesting.includes(id)) a.promoteRequesting.push({ userId: cipher.sealId(id), role: Member_Role.DEFAULT });
    for (const id of r.refuse ?? []) if (group.requesting.includes(id)) a.deleteRequesting.push({ userId: cipher.sealId(id) });
    for (const [list, role] of [[r.promote, Member_Role.ADMINISTRATOR], [r.demote, Member_Role.DEFAULT]] as const)
      for (const id of list ?? []) if (isMember(id)) a.modifyRoles.push({ userId: cipher.sealId(id), role });
    if (r.access?.attributes) a.modifyAttributesAccess = { access: accessOf(r.access.attributes) };
    if (r.access?.members) a.modifyMemberAccess = { access: accessOf(r.access.members) };
    if (r.access?.link) a.modifyLinkAccess = { access: accessOf(r.access.link) };
    if (r.resetLink || (r.access?.link && r.access.link !== 'nobody' && !group.linkPassword)) a.modifyPassword = { password: randomBytes(16) };
    return Object.values(a).some((v) => (Array.isArray(v) ? v.length > 0 : v !== undefined)) ? create(ActionsSchema, a as ActionsInit) : null;
  }

  /** Takes an invitation, or joins by link. */
  async joining(way: JoiningWay, secret: GroupSecretParams): Promise<Actions> {
    const presentation = await this.#presentation(secret, this.#self);
    if (!presentation) throw new Failure('network', 'Signal gave no proof of the own profile key');
    if (way === 'invited') return create(ActionsSchema, { promotePending: [{ presentation }] });
    if (way === 'invited-by-number') return create(ActionsSchema, { promotePni: [{ presentation }] });
    if (way === 'asking') return create(ActionsSchema, { addRequesting: [{ added: { presentation } }] });
    return create(ActionsSchema, { addMembers: [{ added: { role: Member_Role.DEFAULT, presentation }, joinFromInviteLink: true }] });
  }

  async #presentation(secret: GroupSecretParams, id: string): Promise<Bytes | null> {
    const credential = id.startsWith('PNI:') ? null : await this.#credentials(id);
    return credential && new ClientZkProfileOperations(this.#service.zk).createExpiringProfileKeyCredentialPresentation(secret, credential).serialize();
  }
}

/** Signal's invitation links: the group's key and a password, both in the fragment that no server sees. */
export const LINK_HOST = 'https://signal.group/#';
