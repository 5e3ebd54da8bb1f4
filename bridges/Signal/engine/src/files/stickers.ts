// Packs of stickers at the CDN: a list, and a picture for each sticker, all encrypted with the key that stands in the pack's link.
import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import * as L from '@signalapp/libsignal-client';
import { StickerPackSchema } from '../../gen/content_pb.js';
import type { Service } from '../connection/service.ts';
import { bytes, concat, fromHex, hmac, utf8, type Bytes } from '../encoding/bytes.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';

export type PackName = { packId: string; packKey: string };
const MAX_STICKERS = 200;
const MAX_STICKER = 1024 * 1024;
const MAC = 32;

export async function readPack(service: Service, pack: PackName): Promise<{ title: string; author: string; stickers: { id: number; emoji: string; type: string }[] }> {
  const list = fromBinary(StickerPackSchema, await fetchSealed(service, pack, 'manifest.proto'));
  return {
    title: (list.title ?? '').slice(0, 200), author: (list.author ?? '').slice(0, 200),
    stickers: list.stickers.slice(0, MAX_STICKERS).map((s) => ({ id: s.id ?? 0, emoji: (s.emoji ?? '').slice(0, 32), type: /^image\/(webp|png|apng|gif)$/.test(s.contentType ?? '') ? s.contentType! : 'image/webp' })),
  };
}

export async function downloadSticker(service: Service, pack: PackName, id: number, file: string): Promise<number> {
  const picture = await fetchSealed(service, pack, `full/${id}`);
  await writeFile(file, picture, { mode: 0o600 });
  return picture.length;
}

async function fetchSealed(service: Service, { packId, packKey }: PackName, what: string): Promise<Bytes> {
  if (!/^[0-9a-f]{32}$/.test(packId) || !/^[0-9a-f]{64}$/.test(packKey)) throw new Failure('invalid', 'this is no pack of stickers');
  const reply = await service.request('GET', `${service.place.cdn['0']}/stickers/${packId}/${what}`);
  if (reply.status === 404 || reply.status === 403) throw new Failure('not-found', 'there is no such pack of stickers');
  if (reply.status !== 200) throw failureOfStatus(reply.status, 'fetching a pack of stickers');
  if (reply.body.length > MAX_STICKER) throw new Failure('too-large', 'a sticker is too large');
  return open(reply.body, fromHex(packKey));
}

function open(sealed: Bytes, packKey: Bytes): Bytes {
  const keys = L.hkdf(64, packKey, utf8('Sticker Pack'), new Uint8Array(32)), signed = sealed.subarray(0, -MAC);
  if (sealed.length < 16 + 16 + MAC || !timingSafeEqual(hmac(keys.subarray(32), signed), sealed.subarray(-MAC))) throw new Failure('invalid', 'the pack of stickers is damaged, or its key is wrong');
  const cipher = createDecipheriv('aes-256-cbc', keys.subarray(0, 32), signed.subarray(0, 16));
  return bytes(concat(cipher.update(signed.subarray(16)), cipher.final()));
}
