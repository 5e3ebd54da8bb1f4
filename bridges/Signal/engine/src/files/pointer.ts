// A pointer to a file at a CDN: what the host keeps of it is this JSON, opaque to it except for what it shows.
import { create } from '@bufbuild/protobuf';
import { AttachmentPointerSchema, AttachmentPointer_Flag, type AttachmentPointer } from '../../gen/content_pb.js';
import { base64, fromBase64, safeNumber } from '../encoding/bytes.ts';
import { Failure } from '../rpc/failure.ts';

export type FilePointer = {
  where: string; cdn: number; key: string; size: number; type: string;
  /** Of the encrypted bytes; a history archive has, of a file that the phone has opened, the hash of its content instead. */
  digest?: string; contentHash?: string;
  name?: string; width?: number; height?: number; caption?: string; blurHash?: string; voice?: boolean; gif?: boolean; borderless?: boolean; uploadedAt?: number;
};

/** Null for a pointer that cannot be followed. */
export function readPointer(p: AttachmentPointer): FilePointer | null {
  const where = p.location.case === 'cdnKey' ? p.location.value : p.location.case === 'cdnId' ? String(p.location.value) : '';
  if (!where || where.includes('..') || p.key?.length !== 64 || p.digest?.length !== 32) return null;
  const flag = (f: number) => ((p.flags ?? 0) & f) !== 0;
  return {
    where, cdn: p.cdnNumber ?? 0, key: base64(p.key), digest: base64(p.digest), size: p.size ?? 0, type: mediaType(p.contentType),
    ...(p.fileName ? { name: p.fileName.slice(0, 255) } : {}), ...(p.width ? { width: p.width } : {}), ...(p.height ? { height: p.height } : {}),
    ...(p.caption ? { caption: p.caption } : {}), ...(p.blurHash ? { blurHash: p.blurHash.slice(0, 100) } : {}), ...(p.uploadTimestamp ? { uploadedAt: safeNumber(p.uploadTimestamp) } : {}),
    ...(flag(AttachmentPointer_Flag.VOICE) ? { voice: true } : {}), ...(flag(AttachmentPointer_Flag.GIF) ? { gif: true } : {}), ...(flag(AttachmentPointer_Flag.BORDERLESS) ? { borderless: true } : {}),
  };
}

export function writePointer(f: FilePointer): AttachmentPointer {
  if (!f?.where || !f.key || !f.digest) throw new Failure('invalid', 'not a file pointer');
  const flags = (f.voice ? AttachmentPointer_Flag.VOICE : 0) | (f.gif ? AttachmentPointer_Flag.GIF : 0) | (f.borderless ? AttachmentPointer_Flag.BORDERLESS : 0);
  const location = /^\d{1,20}$/.test(f.where) && f.cdn === 0 ? { case: 'cdnId' as const, value: BigInt(f.where) } : { case: 'cdnKey' as const, value: f.where };
  return create(AttachmentPointerSchema, {
    location, cdnNumber: f.cdn, key: fromBase64(f.key), digest: fromBase64(f.digest), size: f.size, contentType: f.type,
    ...(f.name ? { fileName: f.name } : {}), ...(f.width ? { width: f.width } : {}), ...(f.height ? { height: f.height } : {}), ...(flags ? { flags } : {}),
    ...(f.blurHash ? { blurHash: f.blurHash } : {}), ...(f.uploadedAt ? { uploadTimestamp: BigInt(f.uploadedAt) } : {}),
  });
}

function mediaType(text: string | undefined): string {
  const type = (text ?? '').split(';')[0]!.trim().toLowerCase();
  return /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) && type.length <= 100 ? type : 'application/octet-stream';
}
