// What a change of a group says, for people, each with its author.
import type { Actions } from '../../gen/groups_pb.js';
import type { GroupCipher } from './state.ts';

export type ChangeNote = {
  by: string | null; revision: number;
  what: 'title' | 'description' | 'avatar' | 'timer' | 'added' | 'removed' | 'left' | 'invited' | 'uninvited' | 'joined' | 'requested' | 'refused' | 'role' | 'banned' | 'unbanned' | 'access' | 'link' | 'announcements';
  who?: string; value?: string | number | boolean;
  /** The person was invited by phone number and is this one now. */
  was?: string;
};

export function describeChange(a: Actions, cipher: GroupCipher): ChangeNote[] {
  const by = cipher.id(a.sourceUserId), notes: ChangeNote[] = [], note = (what: ChangeNote['what'], more: Partial<ChangeNote> = {}) => notes.push({ by, revision: a.version, what, ...more });
  const who = (sealed: Uint8Array | undefined, what: ChangeNote['what'], more: Partial<ChangeNote> = {}) => { const id = sealed?.length ? cipher.id(sealed) : null; if (id) note(what, { who: id, ...more }); };
  const text = (sealed: Uint8Array | undefined): string | number | undefined => { const b = cipher.blob(sealed ?? new Uint8Array()); return typeof b.value === 'string' || typeof b.value === 'number' ? b.value : undefined; };
  for (const x of a.addMembers) who(x.added?.userId, x.joinFromInviteLink ? 'joined' : 'added');
  for (const x of a.deleteMembers) { const id = cipher.id(x.userId); if (id) note(id === by ? 'left' : 'removed', { who: id }); }
  for (const x of a.modifyRoles) who(x.userId, 'role', { value: x.role });
  for (const x of a.addPending) who(x.added?.member?.userId, 'invited');
  for (const x of a.deletePending) who(x.userId, 'uninvited');
  for (const x of a.promotePending) who(x.userId, 'joined');
  for (const x of a.promotePni) { const was = cipher.id(x.pni); who(x.userId, 'joined', was ? { was } : {}); }
  for (const x of a.addRequesting) who(x.added?.userId, 'requested');
  for (const x of a.deleteRequesting) who(x.userId, 'refused');
  for (const x of a.promoteRequesting) who(x.userId, 'joined');
  for (const x of a.addBanned) who(x.added?.userId, 'banned');
  for (const x of a.deleteBanned) who(x.userId, 'unbanned');
  if (a.modifyTitle) note('title', { value: text(a.modifyTitle.title) ?? '' });
  if (a.modifyDescription) note('description', { value: text(a.modifyDescription.description) ?? '' });
  if (a.modifyAvatar) note('avatar');
  if (a.modifyTimer) note('timer', { value: text(a.modifyTimer.timer) ?? 0 });
  if (a.modifyAttributesAccess || a.modifyMemberAccess) note('access');
  if (a.modifyLinkAccess || a.modifyPassword) note('link');
  if (a.modifyAnnouncements) note('announcements', { value: a.modifyAnnouncements.only });
  return notes;
}
