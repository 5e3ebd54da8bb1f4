// Whom a group hears: the service carries what anybody sends who once had its key, so each member's device looks for itself.
import type { DataMessage } from '../../gen/content_pb.js';
import type { Group } from '../groups/state.ts';
import type { Unit } from '../store/unit.ts';

/**
 * Of a newer state than the one that was read nothing is known: whoever speaks of one is believed. And while the state that was read has not been
 * spoken of yet, what comes may have been said before it.
 */
export function mayWrite(unit: Unit, chat: string, sender: string, m: DataMessage): boolean {
  const group = unit.json<Group>('group-state', chat);
  if (!group || (m.group?.revision ?? 0) > group.revision || (unit.json<number>('group-spoken', chat) ?? -1) < group.revision) return true;
  const member = group.members.find((x) => x.id === sender);
  if (!member) return false;
  return member.admin || !(m.adminDelete || (group.announcementsOnly && saysSomething(m)));
}

/** In a group where administrators alone may write, others still react and vote. */
const saysSomething = (m: DataMessage): boolean => Boolean(m.body || m.attachments.length || m.sticker || m.quote || m.contacts.length || m.pollCreate);

/** Whether the state that was read says so. */
export const isMember = (unit: Unit, chat: string, person: string): boolean => unit.json<Group>('group-state', chat)?.members.some((x) => x.id === person) ?? false;
