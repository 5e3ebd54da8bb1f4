// Group actions that the mock server leaves out: members, roles, access, description, picture, invitation links, approval, bans,
// announcements. They are added to the change that it makes, which is then signed anew.
import { Proto, ServerGroup, zkgroup, type Loose } from '../mock.ts';

const { AccessRequired } = Proto.AccessControl, { Role } = Proto.Member;
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(Buffer.from(b));

export function addGroupActions(): void {
  const original = ServerGroup.prototype.modify;
  ServerGroup.prototype.modify = function (this: Loose, sourceAci: Loose, sourcePni: Loose, actions: Loose) {
    const before = this.state, me = this.getMember(sourceAci), admin = me?.role === Role.ADMINISTRATOR, source = Buffer.from(sourceAci.serialize());
    const needs = (allowed: boolean, what: string) => { if (!allowed) throw new Error(`not allowed: ${what}`); };
    const access = (required: number | null | undefined) => required === AccessRequired.ANY || (required === AccessRequired.ADMINISTRATOR ? admin : Boolean(me));
    if (actions.modifyDescription || actions.modifyAvatar) needs(access(before.accessControl?.attributes), 'attributes');
    if (actions.modifyRoles?.length || actions.modifyMemberRoles?.length || actions.modifyAttributesAccess || actions.modifyMemberAccess || actions.modifyAddFromInviteLinkAccess || actions.modifyInviteLinkPassword
      || actions.modifyAnnouncementsOnly || actions.addMembersBanned?.length || actions.deleteMembersBanned?.length || actions.promoteMembersPendingAdminApproval?.length) needs(admin, 'administration');
    const result = original.call(this, sourceAci, sourcePni, actions);
    if (result.conflict) return result;
    const entry = this.privChanges.groupChanges.at(-1), state = entry.groupState, applied = Proto.GroupChange.Actions.decode(entry.groupChange.actions);
    let members = [...(state.members ?? [])], requesting = [...(state.membersPendingAdminApproval ?? [])], banned = [...(state.membersBanned ?? [])];
    const blank = { profileKey: null, presentation: null, joinedAtVersion: null, labelEmoji: null, labelString: null };
    const fromPresentation = (raw: Uint8Array) => {
      const p = new zkgroup.ProfileKeyCredentialPresentation(Buffer.from(raw));
      this.profileOps.verifyProfileKeyCredentialPresentation(this.publicParams, p);
      return { userId: p.getUuidCiphertext().serialize(), profileKey: p.getProfileKeyCiphertext().serialize() };
    };
    for (const { added, joinFromInviteLink } of actions.addMembers ?? []) {
      needs(joinFromInviteLink ? before.accessControl?.addFromInviteLink === AccessRequired.ANY : access(before.accessControl?.members), 'members');
      const member = { ...blank, ...fromPresentation(added.presentation), role: added.role ?? Role.DEFAULT, joinedAtVersion: actions.version };
      members.push(member);
      applied.addMembers.push({ added: member, joinFromInviteLink: joinFromInviteLink ?? false });
    }
    for (const m of actions.modifyMemberRoles ?? []) {
      members = members.map((x: Loose) => (same(x.userId, m.userId) ? { ...x, role: m.role } : x));
      applied.modifyMemberRoles.push(m);
    }
    for (const { added } of actions.addMembersPendingAdminApproval ?? []) {
      needs(before.accessControl?.addFromInviteLink === AccessRequired.ADMINISTRATOR, 'requests');
      const request = { ...fromPresentation(added.presentation), presentation: null, timestamp: BigInt(Date.now()) };
      requesting.push(request);
      applied.addMembersPendingAdminApproval.push({ added: request });
    }
    for (const { deletedUserId } of actions.deleteMembersPendingAdminApproval ?? []) {
      needs(admin || same(deletedUserId, source), 'requests');
      requesting = requesting.filter((x: Loose) => !same(x.userId, deletedUserId));
      applied.deleteMembersPendingAdminApproval.push({ deletedUserId });
    }
    for (const { userId, role } of actions.promoteMembersPendingAdminApproval ?? []) {
      const request = requesting.find((x: Loose) => same(x.userId, userId));
      if (request) members.push({ ...blank, userId, profileKey: request.profileKey, role: role ?? Role.DEFAULT, joinedAtVersion: actions.version });
      requesting = requesting.filter((x: Loose) => x !== request);
      applied.promoteMembersPendingAdminApproval.push({ userId, role });
    }
    for (const { added } of actions.addMembersBanned ?? []) { banned.push({ userId: added.userId, timestamp: BigInt(Date.now()) }); applied.addMembersBanned.push({ added }); }
    for (const { deletedUserId } of actions.deleteMembersBanned ?? []) { banned = banned.filter((x: Loose) => !same(x.userId, deletedUserId)); applied.deleteMembersBanned.push({ deletedUserId }); }
    // An administrator may take an invitation back, which the mock server allows to the invited alone.
    const control = { ...state.accessControl };
    if (actions.modifyDescription) { state.description = actions.modifyDescription.description; applied.modifyDescription = actions.modifyDescription; }
    if (actions.modifyAvatar) { state.avatarUrl = actions.modifyAvatar.avatar; applied.modifyAvatar = actions.modifyAvatar; }
    if (actions.modifyAttributesAccess) { control.attributes = actions.modifyAttributesAccess.attributesAccess; applied.modifyAttributesAccess = actions.modifyAttributesAccess; }
    if (actions.modifyMemberAccess) { control.members = actions.modifyMemberAccess.membersAccess; applied.modifyMemberAccess = actions.modifyMemberAccess; }
    if (actions.modifyAddFromInviteLinkAccess) { control.addFromInviteLink = actions.modifyAddFromInviteLinkAccess.addFromInviteLinkAccess; applied.modifyAddFromInviteLinkAccess = actions.modifyAddFromInviteLinkAccess; }
    if (actions.modifyInviteLinkPassword) { state.inviteLinkPassword = actions.modifyInviteLinkPassword.inviteLinkPassword; applied.modifyInviteLinkPassword = actions.modifyInviteLinkPassword; }
    if (actions.modifyAnnouncementsOnly) { state.announcementsOnly = actions.modifyAnnouncementsOnly.announcementsOnly; applied.modifyAnnouncementsOnly = actions.modifyAnnouncementsOnly; }
    Object.assign(state, { members, membersPendingAdminApproval: requesting, membersBanned: banned, accessControl: control });
    const encoded = Proto.GroupChange.Actions.encode(applied);
    entry.groupChange = { ...entry.groupChange, actions: encoded };
    return { conflict: false, signedChange: { ...entry.groupChange, serverSignature: this.zkSecret.sign(Buffer.from(encoded)).serialize() } };
  };
}

/** What somebody with the link of a group may see of it. */
export async function joinInfo(server: Loose, publicParams: Buffer, password: string): Promise<Uint8Array | null> {
  const group = await server.getGroup(publicParams), state = group?.state;
  if (!state?.inviteLinkPassword?.length || !Buffer.from(state.inviteLinkPassword).equals(Buffer.from(password, 'base64url'))) return null;
  return Proto.GroupJoinInfo.encode({
    publicKey: state.publicKey, title: state.title, description: state.description ?? null, avatar: state.avatarUrl ?? null, memberCount: state.members.length,
    addFromInviteLink: state.accessControl.addFromInviteLink, version: state.version, pendingAdminApproval: null, pendingAdminApprovalFull: null,
  });
}
