// The picture of a group: encrypted for its members and stored at the CDN by a form that the storage service gives.
import { readFile, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import type { Service } from '../connection/service.ts';
import { concat, utf8, type Bytes } from '../encoding/bytes.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { RemoteGroups } from './remote.ts';
import { GroupCipher } from './state.ts';

const MAX_PICTURE = 3 * 1024 * 1024;

/** Where it is kept: what the group's state names. */
export async function storePicture(service: Service, remote: RemoteGroups, masterKey: Bytes, file: string): Promise<string> {
  if ((await stat(file)).size > MAX_PICTURE) throw new Failure('too-large', 'pictures of groups have at most 3 MiB');
  const cipher = new GroupCipher(masterKey), sealed = cipher.sealBlob({ case: 'avatar', value: new Uint8Array(await readFile(file)) }), form = await remote.pictureForm(cipher.secret);
  const fields = {
    key: form.key, 'x-amz-credential': form.credential, acl: form.acl, 'x-amz-algorithm': form.algorithm, 'x-amz-date': form.date, policy: form.policy, 'x-amz-signature': form.signature,
    'Content-Type': 'application/octet-stream',
  };
  const { type, body } = multipart(fields, sealed), reply = await service.request('POST', `${service.place.cdn['0']}/`, { 'content-type': type }, body);
  if (reply.status >= 300) throw failureOfStatus(reply.status, 'storing the picture');
  return form.key;
}

function multipart(fields: Record<string, string>, file: Bytes): { type: string; body: Bytes } {
  const border = `----bridges${randomBytes(12).toString('hex')}`;
  const head = Object.entries(fields).map(([name, value]) => `--${border}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('');
  const body = concat(utf8(`${head}--${border}\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\n`), file, utf8(`\r\n--${border}--\r\n`));
  return { type: `multipart/form-data; boundary=${border}`, body };
}
