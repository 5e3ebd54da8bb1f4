// From a file of the host to a CDN: encrypted into a temporary file beside it, which also gives its digest, then sent as a stream.
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type { Net } from '@signalapp/libsignal-client';
import type { Service } from '../connection/service.ts';
import { base64 } from '../encoding/bytes.ts';
import { MAX_ATTACHMENT_BYTES } from '../encoding/limits.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { FilePointer } from './pointer.ts';

const CHUNK = 64 * 1024;

export async function uploadFrom(service: Service, chat: Net.AuthenticatedChatConnection, file: string, about: { type: string; name?: string }): Promise<FilePointer> {
  const { size } = await stat(file).catch(() => { throw new Failure('not-found', 'there is no such file'); });
  if (size > MAX_ATTACHMENT_BYTES) throw new Failure('too-large', 'Signal takes files of at most 100 MiB');
  const sealed = `${file}.${randomBytes(6).toString('hex')}.sealed`;
  try {
    const { key, digest, length } = await seal(file, size, sealed);
    const form = await chat.getUploadForm({ uploadSize: BigInt(length) });
    const response = await service.open('POST', form.signedUploadUrl.toString(), {
      ...Object.fromEntries(form.headers), 'tus-resumable': '1.0.0', 'upload-length': String(length), 'content-length': String(length),
      'upload-metadata': `filename ${base64(Buffer.from(form.key))}`, 'content-type': 'application/offset+octet-stream',
    }, createReadStream(sealed));
    response.resume();
    if (response.statusCode !== 201) throw failureOfStatus(response.statusCode!, 'storing a file');
    return { where: form.key, cdn: form.cdn, key: base64(key), digest: base64(digest), size, type: about.type, uploadedAt: Date.now(), ...(about.name ? { name: about.name } : {}) };
  } finally {
    await rm(sealed, { force: true });
  }
}

/** Sizes come in steps of 5 %, so that the length tells little. */
export const paddedSize = (size: number): number => Math.max(541, Math.floor(1.05 ** Math.ceil(Math.log(Math.max(1, size)) / Math.log(1.05))));

async function seal(file: string, size: number, target: string): Promise<{ key: Buffer; digest: Buffer; length: number }> {
  const key = randomBytes(64), iv = randomBytes(16), cipher = createCipheriv('aes-256-cbc', key.subarray(0, 32), iv);
  const mac = createHmac('sha256', key.subarray(32)), hash = createHash('sha256'), out = await open(target, 'w', 0o600);
  let length = 0;
  try {
    const write = async (part: Buffer) => { if (part.length === 0) return; mac.update(part); hash.update(part); length += part.length; await out.writeFile(part); };
    await write(iv);
    for await (const part of createReadStream(file) as AsyncIterable<Buffer>) await write(cipher.update(part));
    for (let left = Math.max(size, paddedSize(size)) - size; left > 0; left -= CHUNK) await write(cipher.update(Buffer.alloc(Math.min(CHUNK, left))));
    await write(cipher.final());
    const end = mac.digest();
    hash.update(end);
    length += end.length;
    await out.writeFile(end);
  } finally {
    await out.close();
  }
  return { key, digest: hash.digest(), length };
}
