// Deleting a chat on the user's own devices. The others in it keep theirs.
import { fromBase64 } from '../encoding/bytes.ts';
import { toBinary } from '../encoding/serviceIds.ts';
import type { LinkedAccount } from './account.ts';

/** The apps delete up to the newest of these that they have; one may not have reached a device yet. */
const NEWEST = 5;

export async function deleteChat(account: LinkedAccount, chat: string): Promise<void> {
  const identifier = account.conversation.isGroup(chat)
    ? { case: 'groupId' as const, value: fromBase64(chat) }
    : { case: 'person' as const, value: toBinary(account.conversation.recipient(chat)) };
  const newest = account.store.newestIn(chat, NEWEST).map((m) => ({ author: { case: 'authorId' as const, value: toBinary(m.author) }, timestamp: BigInt(m.timestamp) }));
  const name = { chat: { identifier } };
  // Where nothing was said, there is nothing up to which to delete: apps have another word for that.
  await account.copies.send({ sync: { deleteForMe: newest.length ? { chats: [{ ...name, newest, isFull: true }] } : { localChats: [name] } } }, Date.now());
}
