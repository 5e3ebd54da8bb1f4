// A group as it is: the storage service keeps it encrypted, the master key opens it.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import * as L from '@signalapp/libsignal-client';
import { ClientZkGroupCipher, GroupMasterKey, GroupSecretParams, ProfileKeyCiphertext, UuidCiphertext } from '@signalapp/libsignal-client/zkgroup.js';
import { Access, AttributeBlobSchema, Member_Role, type AttributeBlob, type Group as GroupProto } from '../../gen/groups_pb.js';
import { base64, bytes, type Bytes } from '../encoding/bytes.ts';

export type AccessName = 'any' | 'member' | 'administrator' | 'nobody';
export type Group = {
  id: string; revision: number; title: string; description: string; avatar: string; timer: number; announcementsOnly: boolean; ended: boolean;
  members: { id: string; admin: boolean }[];
  invited: { id: string; by: string | null }[];
  requesting: string[];
  banned: string[];
  access: { attributes: AccessName; members: AccessName; link: AccessName };
  linkPassword: string;
};

const NAMES: Record<number, AccessName> = { [Access.ANY]: 'any', [Access.MEMBER]: 'member', [Access.ADMINISTRATOR]: 'administrator' };
export const accessName = (a: Access | undefined): AccessName => NAMES[a ?? Access.UNKNOWN] ?? 'nobody';
export const accessOf = (name: AccessName): Access => ({ any: Access.ANY, member: Access.MEMBER, administrator: Access.ADMINISTRATOR, nobody: Access.UNSATISFIABLE })[name];

export const secretOf = (masterKey: Uint8Array): GroupSecretParams => GroupSecretParams.deriveFromMasterKey(new GroupMasterKey(bytes(masterKey)));
export const groupIdOf = (masterKey: Uint8Array): string => base64(secretOf(masterKey).getPublicParams().getGroupIdentifier().serialize());

/** Opens and closes what a group's members alone may read. */
export class GroupCipher {
  readonly secret: GroupSecretParams;
  readonly #cipher: ClientZkGroupCipher;
  constructor(masterKey: Uint8Array) { this.secret = secretOf(masterKey); this.#cipher = new ClientZkGroupCipher(this.secret); }

  /** Null for an id that cannot be opened: one bad entry must not hide the group. */
  id(sealed: Uint8Array): string | null {
    try { return this.#cipher.decryptServiceId(new UuidCiphertext(bytes(sealed))).getServiceIdString(); } catch { return null; }
  }
  sealId(id: string): Bytes { return this.#cipher.encryptServiceId(L.ServiceId.parseFromServiceIdString(id)).serialize(); }
  profileKey(sealed: Uint8Array, aci: string): Bytes | null {
    try { return this.#cipher.decryptProfileKey(new ProfileKeyCiphertext(bytes(sealed)), L.Aci.parseFromServiceIdString(aci)).serialize(); } catch { return null; }
  }
  blob(sealed: Uint8Array): AttributeBlob['content'] {
    if (sealed.length === 0) return { case: undefined };
    try { return fromBinary(AttributeBlobSchema, this.#cipher.decryptBlob(bytes(sealed))).content; } catch { return { case: undefined }; }
  }
  sealBlob(content: AttributeBlob['content']): Bytes { return this.#cipher.encryptBlob(bytes(toBinary(AttributeBlobSchema, create(AttributeBlobSchema, { content })))); }
}

/** Reads the state; tells the profile keys that come with it. */
export function readGroup(masterKey: Uint8Array, g: GroupProto, cipher: GroupCipher, foundProfileKey: (aci: string, key: Bytes) => void): Group {
  const title = cipher.blob(g.title), description = cipher.blob(g.description), timer = cipher.blob(g.timer);
  const members = g.members.flatMap((m) => {
    const id = cipher.id(m.userId), key = id && m.profileKey.length ? cipher.profileKey(m.profileKey, id) : null;
    if (id && key) foundProfileKey(id, key);
    return id ? [{ id, admin: m.role === Member_Role.ADMINISTRATOR }] : [];
  });
  const ids = (list: { userId: Uint8Array }[]) => list.flatMap((x) => cipher.id(x.userId) ?? []);
  return {
    id: groupIdOf(masterKey), revision: g.version, title: title.case === 'title' ? title.value : '', description: description.case === 'description' ? description.value : '',
    avatar: g.avatar, timer: timer.case === 'timerSeconds' ? timer.value : 0, announcementsOnly: g.announcementsOnly, ended: g.terminated, members,
    invited: g.pending.flatMap((p) => { const id = p.member && cipher.id(p.member.userId); return id ? [{ id, by: cipher.id(p.addedBy) }] : []; }),
    requesting: ids(g.requesting), banned: ids(g.banned),
    access: { attributes: accessName(g.access?.attributes), members: accessName(g.access?.members), link: accessName(g.access?.addFromInviteLink) },
    linkPassword: base64(g.inviteLinkPassword),
  };
}

