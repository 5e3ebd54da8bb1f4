// From a CDN to a file of the host: streamed, checked as a whole before the host hears of it.
import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Service } from '../connection/service.ts';
import { concat, fromBase64, type Bytes } from '../encoding/bytes.ts';
import { MAX_ATTACHMENT_BYTES } from '../encoding/limits.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { FilePointer } from './pointer.ts';

const MAC = 32;
const OVERHEAD = 16 + 16 + MAC;

export async function downloadTo(service: Service, pointer: FilePointer, file: string): Promise<number> {
  const sealed = `${file}.sealed`, plain = `${file}.partial`;
  try {
    await fetchBlob(service, pointer, sealed);
    await openBlob(sealed, pointer, plain);
    await rename(plain, file);
    return (await stat(file)).size;
  } finally {
    await Promise.all([rm(sealed, { force: true }), rm(plain, { force: true })]);
  }
}

async function fetchBlob(service: Service, pointer: FilePointer, file: string): Promise<void> {
  const base = service.place.cdn[String(pointer.cdn)];
  if (!base) throw new Failure('not-found', 'the file is at a place that this version does not know');
  if (pointer.size > MAX_ATTACHMENT_BYTES) throw new Failure('too-large', 'the file is too large');
  const response = await service.open('GET', `${base}/attachments/${encodeURIComponent(pointer.where)}`, {});
  if (response.statusCode !== 200) {
    response.destroy();
    throw response.statusCode === 404 || response.statusCode === 410 || response.statusCode === 403
      ? new Failure('not-found', 'the file is no longer kept by Signal') : failureOfStatus(response.statusCode!, 'fetching a file');
  }
  let size = 0;
  const limit = new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length;
      done(size > MAX_ATTACHMENT_BYTES * 1.06 + OVERHEAD ? new Failure('too-large', 'the file is too large') : null, part);
    },
  });
  try {
    await pipeline(response, limit, createWriteStream(file, { mode: 0o600 }));
  } catch (e) {
    throw e instanceof Failure ? e : new Failure('network', 'the connection broke while a file was fetched', { cause: e });
  }
}

/** Two passes over the file: nothing is decrypted before MAC and digest are known to be right. */
async function openBlob(file: string, pointer: FilePointer, target: string): Promise<void> {
  const length = (await stat(file)).size, end = length - MAC, key = fromBase64(pointer.key), { digest, contentHash, size } = pointer, content = createHash('sha256');
  if (!digest && !contentHash) throw new Failure('invalid', 'nothing tells whether the file is the right one');
  if (key.length !== 64 || end < 32) throw new Failure('invalid', 'the file is damaged');
  const mac = createHmac('sha256', key.subarray(32)), hash = createHash('sha256');
  for await (const part of createReadStream(file, { end: end - 1 }) as AsyncIterable<Buffer>) { mac.update(part); hash.update(part); }
  const given = await readAll(file, end);
  hash.update(given);
  if (!timingSafeEqual(mac.digest(), given) || (digest && !isSame(hash.digest(), digest))) throw new Failure('invalid', 'the file is damaged');
  const iv = await readAll(file, 0, 15), cipher = createDecipheriv('aes-256-cbc', key.subarray(0, 32), iv);
  let left = size;
  const cut = new Transform({
    transform(part: Buffer, _encoding, done) { const keep = part.subarray(0, left); left -= keep.length; content.update(keep); done(null, keep); },   // the rest is padding
  });
  await pipeline(createReadStream(file, { start: 16, end: end - 1 }), cipher, cut, createWriteStream(target, { mode: 0o600 }));
  if (left > 0) throw new Failure('invalid', 'the file is shorter than announced');
  if (contentHash && !isSame(content.digest(), contentHash)) throw new Failure('invalid', 'the file is damaged');
}

function isSame(hash: Buffer, expected: string): boolean { const given = fromBase64(expected); return given.length === hash.length && timingSafeEqual(hash, given); }

async function readAll(file: string, start: number, end?: number): Promise<Bytes> {
  const parts: Buffer[] = [];
  for await (const part of createReadStream(file, end === undefined ? { start } : { start, end }) as AsyncIterable<Buffer>) parts.push(part);
  return concat(...parts);
}
