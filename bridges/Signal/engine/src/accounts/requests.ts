// Answers to people who write for the first time, and to a changed safety number.
import * as L from '@signalapp/libsignal-client';
import { SyncMessage_MessageRequestResponse_Type } from '../../gen/content_pb.js';
import { fromBase64 } from '../encoding/bytes.ts';
import { toAciBytes } from '../encoding/serviceIds.ts';
import { takeAnswer } from '../receive/sync.ts';
import { Failure } from '../rpc/failure.ts';
import { profileKeyUpdate } from '../send/compose.ts';
import { Unit } from '../store/unit.ts';
import { log } from '../rpc/log.ts';
import { GroupActions } from './groupActions.ts';
import type { LinkedAccount } from './account.ts';

const TYPES = { accept: SyncMessage_MessageRequestResponse_Type.ACCEPT, delete: SyncMessage_MessageRequestResponse_Type.DELETE, block: SyncMessage_MessageRequestResponse_Type.BLOCK } as const;

/** Who is blocked or accepted is kept in the storage service, too, where the phone looks. */
const KEPT = { accept: { accepted: true, blocked: false }, delete: { accepted: false }, block: { accepted: false, blocked: true } } as const;

export async function answerRequest(account: LinkedAccount, chat: string, answer: string): Promise<void> {
  if (!Object.hasOwn(TYPES, answer)) throw new Failure('invalid', 'the answer is accept, delete or block');
  const kind = answer as keyof typeof TYPES, isGroup = account.conversation.isGroup(chat), person = isGroup ? null : account.conversation.recipient(chat), unit = new Unit(account.store);
  if (person) takeAnswer(unit, person, kind);
  unit.commit();
  if (isGroup) await answerGroup(account, chat, kind);
  await account.copies.send({ sync: { messageRequest: { type: TYPES[kind], ...(person ? { thread: toAciBytes(person) } : { groupId: fromBase64(chat) }) } } }, Date.now());
  await account.keepChat(chat, KEPT[kind]).catch((e: unknown) => log('an answer to a request could not be written to the storage service', e));
  if (kind === 'accept' && person) {
    // They learn our name, and may write sealed.
    const timestamp = Date.now(), data = { ...profileKeyUpdate(), timestamp: BigInt(timestamp), profileKey: fromBase64(account.store.account().profileKey) };
    await account.sender.toPerson(person, { data }, { timestamp, urgent: false, hint: L.ContentHint.Implicit });
  }
}

/** An invitation is taken or declined; whoever was added by a stranger stays or leaves. */
async function answerGroup(account: LinkedAccount, chat: string, kind: keyof typeof TYPES): Promise<void> {
  const actions = new GroupActions(account);
  if (kind === 'accept') await actions.accept(chat, Date.now());
  else await actions.leave(chat, Date.now());
}

/** The user agrees to a verified person's new safety number. */
export function trust(account: LinkedAccount, person: string): void { account.store.delete('distrusted', person); }
