// Pictures of people and groups: encrypted with the profile key, or with the group's.
import { writeFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { ClientZkGroupCipher } from '@signalapp/libsignal-client/zkgroup.js';
import { AttributeBlobSchema } from '../../gen/groups_pb.js';
import type { LinkedAccount } from '../accounts/account.ts';
import { bytes, type Bytes } from '../encoding/bytes.ts';
import { openGcm } from '../encoding/gcm.ts';
import { isServiceId } from '../encoding/serviceIds.ts';
import { secretOf } from '../groups/state.ts';
import { sharedProfileKey } from '../people/shared.ts';
import type { Store } from '../store/database.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';

const MAX_AVATAR = 5 * 1024 * 1024;

export async function fetchAvatar(account: LinkedAccount, others: Iterable<Store>, of: string, path: string, file: string): Promise<{ size: number }> {
  if (path.includes('..') || !/^[\w/+=.-]+$/.test(path)) throw new Failure('not-found', 'no picture');
  const reply = await account.service.request('GET', `${account.service.place.cdn['0']}/${path.replace(/^\//, '')}`);
  if (reply.status === 404 || reply.status === 403) throw new Failure('not-found', 'the picture is gone');
  if (reply.status !== 200) throw failureOfStatus(reply.status, 'fetching a picture');
  if (reply.body.length > MAX_AVATAR) throw new Failure('too-large', 'the picture is too large');
  const plain = isServiceId(of) ? ofPerson(sharedProfileKey(account.store, others, of), reply.body) : ofGroup(account, of, reply.body);
  await writeFile(file, plain, { mode: 0o600 });
  return { size: plain.length };
}

function ofPerson(key: Bytes | null, sealed: Bytes): Uint8Array {
  if (!key) throw new Failure('not-found', 'no key for the picture');
  return openGcm(key, sealed);
}

function ofGroup(account: LinkedAccount, group: string, sealed: Bytes): Uint8Array {
  const { content } = fromBinary(AttributeBlobSchema, new ClientZkGroupCipher(secretOf(account.groups.masterKey(group))).decryptBlob(bytes(sealed)));
  if (content.case !== 'avatar') throw new Failure('not-found', 'no picture');
  return content.value;
}
