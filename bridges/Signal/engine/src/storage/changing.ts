// Writes what the user changed here into the storage service, so that the phone knows it: how chats are kept, who is blocked, who is accepted.
// Fields that this version does not know stay as they are.
import { create } from '@bufbuild/protobuf';
import { AccountRecord_PinnedConversationSchema, ContactRecord_NameSchema, ContactRecordSchema, GroupRecordSchema, ManifestRecord_Identifier_Type, StorageRecordSchema, type AccountRecord, type ContactRecord, type GroupRecord, type StorageRecord } from '../../gen/storage_pb.js';
import { bytes, type Bytes } from '../encoding/bytes.ts';
import { isPni, readAci, readId, readPni, toAciBytes, toBinary } from '../encoding/serviceIds.ts';
import { groupIdOf } from '../groups/state.ts';
import { Failure } from '../rpc/failure.ts';
import type { Change, Item, StorageService } from './records.ts';

/** What is not named stays as it is. */
export type ChatChange = { archived?: boolean; markedUnread?: boolean; mutedUntil?: number; pinned?: boolean; blocked?: boolean; accepted?: boolean; /** What the user calls a person; empty: as they call themselves. */ nickname?: string };
/** A chat: a person's id, or a group's, whose key goes with it. */
export type ChatName = { id: string; masterKey: Bytes | null; isSelf: boolean; accepted: boolean };

const FOR_EVER = 0x7fff_ffff_ffff_ffffn;
const ATTEMPTS = 5;

/** Whether anything was written. */
export async function changeChat(storage: StorageService, chat: ChatName, change: ChatChange): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const state = await storage.read();
    if (!state) return false;
    const changes = [...new Map([...ofRecord(state.items, chat, change), ...ofPins(state.items, chat, change)].map((c) => [c.item ?? c, c])).values()];   // a record once, however much of it changes
    if (!changes.length) return false;
    try {
      await storage.write(state, changes);
      return true;
    } catch (e) {
      if (!(e instanceof Failure) || e.kind !== 'conflict' || attempt === ATTEMPTS) throw e;   // the phone was faster: on its newer version
    }
  }
}

function ofRecord(items: readonly Item[], chat: ChatName, change: ChatChange): Change[] {
  if (chat.isSelf) {
    const item = items.find((i) => i.record.record.case === 'account');
    if (!item || change.archived === undefined) return [];
    (item.record.record.value as AccountRecord).noteToSelfArchived = change.archived;
    return [{ item, type: item.type, record: item.record }];
  }
  const item = items.find((i) => isOf(i, chat)) ?? null;
  const fields = {
    ...(change.archived === undefined ? {} : { archived: change.archived }), ...(change.markedUnread === undefined ? {} : { markedUnread: change.markedUnread }),
    ...(change.mutedUntil === undefined ? {} : { mutedUntil: change.mutedUntil >= Number.MAX_SAFE_INTEGER ? FOR_EVER : BigInt(change.mutedUntil) }),
    ...(change.blocked === undefined ? {} : { blocked: change.blocked }), ...(change.accepted === undefined ? {} : { whitelisted: change.accepted }),
    ...(change.nickname === undefined || chat.masterKey ? {} : { nickname: change.nickname ? create(ContactRecord_NameSchema, { given: change.nickname }) : undefined }),
  };
  if (!Object.keys(fields).length) return [];
  if (item) {
    Object.assign(item.record.record.value as ContactRecord | GroupRecord, fields);   // the record as it was read, so that nothing of it is lost
    return [{ item, type: item.type, record: item.record }];
  }
  if (chat.masterKey) return [fresh(ManifestRecord_Identifier_Type.GROUP, { case: 'group', value: create(GroupRecordSchema, { masterKey: chat.masterKey, whitelisted: chat.accepted, ...fields }) })];
  const named = isPni(chat.id) ? { pni: bytes(toBinary(chat.id).subarray(1)) } : { aci: toAciBytes(chat.id) };
  return [fresh(ManifestRecord_Identifier_Type.CONTACT, { case: 'contact', value: create(ContactRecordSchema, { ...named, whitelisted: chat.accepted, ...fields }) })];
}

const fresh = (type: ManifestRecord_Identifier_Type, record: StorageRecord['record']): Change => ({ item: null, type, record: create(StorageRecordSchema, { record }) });

/** The chats at the top of the list stand in the account's own record, in their order. */
function ofPins(items: readonly Item[], chat: ChatName, { pinned }: ChatChange): Change[] {
  const item = items.find((i) => i.record.record.case === 'account');
  if (pinned === undefined || !item) return [];
  const account = item.record.record.value as AccountRecord, others = account.pinned.filter((p) => !isPinOf(p, chat));
  if (pinned === (others.length < account.pinned.length)) return [];
  const own = chat.masterKey ? { identifier: { case: 'groupMasterKey' as const, value: chat.masterKey } } : { identifier: { case: 'contact' as const, value: { serviceId: toBinary(chat.id) } } };
  account.pinned = pinned ? [...others, create(AccountRecord_PinnedConversationSchema, own)] : others;
  return [{ item, type: item.type, record: item.record }];
}

function isPinOf(p: AccountRecord['pinned'][number], chat: ChatName): boolean {
  if (p.identifier.case === 'groupMasterKey') return p.identifier.value.length === 32 && groupIdOf(p.identifier.value) === chat.id;
  return p.identifier.case === 'contact' && readId(p.identifier.value.serviceId) === chat.id;
}

function isOf({ record: { record } }: Item, chat: ChatName): boolean {
  if (record.case === 'group') return chat.masterKey !== null && record.value.masterKey.length === 32 && groupIdOf(record.value.masterKey) === chat.id;
  return record.case === 'contact' && chat.masterKey === null && (readAci(record.value.aci, record.value.aciText) === chat.id || readPni(record.value.pni) === chat.id);
}
