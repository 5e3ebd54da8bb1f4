// What the archive tells of a chat beside its messages: calls, what happened in a group, timers, names. In the words of what is told live.
import { fromBase64 } from '../encoding/bytes.ts';
import { readId } from '../encoding/serviceIds.ts';
import { array, number, object, text, type Json } from './json.ts';

export type HistoryNote = { what: string; by?: string; who?: string; value?: string | number | boolean };
export type HistoryCall = { call: 'incoming' | 'outgoing' | 'group'; outcome: 'answered' | 'declined' | 'missed'; video?: boolean; callId?: string; seconds?: number };

/** Who has this number in the archive. */
type PersonOf = (recipient: unknown) => string | undefined;

const MAX_NOTES = 100;
const serviceId = (v: unknown): string | undefined => (typeof v === 'string' ? readId(fromBase64(v)) ?? undefined : undefined);

/** Null where nothing is said that anybody would miss. */
export function readUpdate(update: Json, author: string, chat: string, self: string): { notes: HistoryNote[] } | HistoryCall | null {
  const call = object(update.individualCall), groupCall = object(update.groupCall);
  if (call) return individualCall(call);
  if (groupCall) return callInGroup(groupCall);
  const notes = [...groupNotes(object(update.groupChange), self), ...chatNotes(update, author, chat)];
  return notes.length ? { notes } : null;
}

/** Who began a group's call, where the archive knows. */
export const callerOf = (update: Json, personOf: PersonOf): string | undefined => {
  const call = object(update.groupCall);
  return call && (personOf(call.startedCallRecipientId) ?? personOf(call.ringerRecipientId));
};

function individualCall(c: Json): HistoryCall {
  const state = String(c.state ?? ''), outgoing = c.direction === 'OUTGOING', missed = state.startsWith('MISSED');
  return { call: outgoing ? 'outgoing' : 'incoming', outcome: missed ? 'missed' : state === 'NOT_ACCEPTED' ? (outgoing ? 'missed' : 'declined') : 'answered', ...(c.type === 'VIDEO_CALL' ? { video: true } : {}), ...callId(c) };
}

function callInGroup(c: Json): HistoryCall {
  const state = String(c.state ?? ''), from = number(c.startedCallTimestamp), to = number(c.endedCallTimestamp);
  return { call: 'group', outcome: state.startsWith('MISSED') ? 'missed' : state === 'DECLINED' ? 'declined' : 'answered', ...callId(c), ...(from && to && to > from ? { seconds: Math.round((to - from) / 1000) } : {}) };
}

const callId = (c: Json): { callId?: string } => (c.callId === undefined || c.callId === null ? {} : { callId: String(c.callId) });

function chatNotes(u: Json, author: string, chat: string): HistoryNote[] {
  const timer = object(u.expirationTimerChange), profile = object(u.profileChange), simple = SIMPLE[String(object(u.simpleUpdate)?.type ?? '')];
  if (timer) return [{ what: 'timer', by: author, value: seconds(timer) }];
  if (profile && text(profile.newName)) return [{ what: 'renamed', who: author, value: text(profile.newName)! }];
  // The author may be the user whose device noticed it: it is about the other one of the chat.
  return simple ? [{ what: simple, who: readId(undefined, chat) ?? author }] : [];
}

const SIMPLE: Record<string, string> = { IDENTITY_UPDATE: 'safety', CHANGE_NUMBER: 'number', BAD_DECRYPT: 'unreadable', UNSUPPORTED_PROTOCOL_MESSAGE: 'newer' };
const seconds = (u: Json): number => Math.round((number(u.expiresInMs) ?? 0) / 1000);

function groupNotes(change: Json | undefined, self: string): HistoryNote[] {
  return array(change?.updates).flatMap((u) => Object.entries(u)).flatMap(([kind, value]) => { const u = object(value); return u && Object.hasOwn(GROUP, kind) ? GROUP[kind]!(u, self) : []; }).slice(0, MAX_NOTES);
}

const by = (u: Json, name = 'updaterAci'): { by?: string } => { const id = serviceId(u[name]); return id ? { by: id } : {}; };
const about = (what: string, u: Json, name: string, more: Partial<HistoryNote> = {}): HistoryNote[] => { const who = serviceId(u[name]); return who ? [{ what, who, ...more }] : []; };

/** Fields are those of the archive's GroupChangeChatUpdate; those that say nothing to a reader are left out. */
const GROUP: Record<string, (u: Json, self: string) => HistoryNote[]> = {
  groupCreationUpdate: (u) => [{ what: 'created', ...by(u) }],
  groupNameUpdate: (u) => [{ what: 'title', ...by(u), value: text(u.newGroupName) ?? '' }],
  groupAvatarUpdate: (u) => [{ what: 'avatar', ...by(u), value: u.wasRemoved !== true }],
  groupDescriptionUpdate: (u) => [{ what: 'description', ...by(u), value: text(u.newDescription) ?? '' }],
  groupMembershipAccessLevelChangeUpdate: (u) => [{ what: 'rights-people', ...by(u), value: u.accessLevel === 'ADMINISTRATOR' }],
  groupAttributesAccessLevelChangeUpdate: (u) => [{ what: 'rights-look', ...by(u), value: u.accessLevel === 'ADMINISTRATOR' }],
  groupAnnouncementOnlyChangeUpdate: (u) => [{ what: 'announcements', ...by(u), value: u.isAnnouncementOnly === true }],
  groupAdminStatusUpdate: (u) => about('role', u, 'memberAci', { ...by(u), value: u.wasAdminStatusGranted === true }),
  groupMemberLeftUpdate: (u) => about('left', u, 'aci'),
  groupMemberRemovedUpdate: (u) => about('removed', u, 'removedAci', by(u, 'removerAci')),
  selfInvitedToGroupUpdate: (u, self) => [{ what: 'invited', ...by(u, 'inviterAci'), who: self }],
  selfInvitedOtherUserToGroupUpdate: (u, self) => about('invited', u, 'inviteeServiceId', { by: self }),
  groupUnknownInviteeUpdate: (u) => [{ what: 'invited', ...by(u, 'inviterAci'), value: number(u.inviteeCount) ?? 1 }],
  groupInvitationAcceptedUpdate: (u) => about('joined', u, 'newMemberAci'),
  groupInvitationDeclinedUpdate: (u) => about('declined', u, 'inviteeAci'),
  groupMemberJoinedUpdate: (u) => about('joined', u, 'newMemberAci'),
  groupMemberAddedUpdate: (u) => about('added', u, 'newMemberAci', by(u)),
  groupSelfInvitationRevokedUpdate: (u, self) => [{ what: 'uninvited', ...by(u, 'revokerAci'), who: self }],
  groupInvitationRevokedUpdate: (u) => array(u.invitees).flatMap((i) => about('uninvited', i, 'inviteeAci', by(u))),
  groupJoinRequestUpdate: (u) => about('requested', u, 'requestorAci'),
  groupJoinRequestApprovalUpdate: (u) => about(u.wasApproved === true ? 'approved' : 'refused', u, 'requestorAci', by(u)),
  groupJoinRequestCanceledUpdate: (u) => about('request-ended', u, 'requestorAci'),
  groupSequenceOfRequestsAndCancelsUpdate: (u) => about('request-ended', u, 'requestorAci'),
  groupInviteLinkResetUpdate: (u) => [{ what: 'link', ...by(u), value: 'reset' }],
  groupInviteLinkEnabledUpdate: (u) => [{ what: 'link', ...by(u), value: u.linkRequiresAdminApproval === true ? 'approval' : 'anyone' }],
  groupInviteLinkAdminApprovalUpdate: (u) => [{ what: 'link', ...by(u), value: u.linkRequiresAdminApproval === true ? 'approval' : 'anyone' }],
  groupInviteLinkDisabledUpdate: (u) => [{ what: 'link', ...by(u), value: 'nobody' }],
  groupMemberJoinedByLinkUpdate: (u) => about('joined', u, 'newMemberAci', { value: 'link' }),
  groupExpirationTimerUpdate: (u) => [{ what: 'timer', ...by(u), value: seconds(u) }],
};
