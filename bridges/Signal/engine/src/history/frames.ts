// The archive's frames: each with its length in front, the first describes the archive. libsignal turns them into JSON.
import { BackupJsonExporter } from '@signalapp/libsignal-client/dist/MessageBackup.js';
import { bytes, concat } from '../encoding/bytes.ts';
import { Failure } from '../rpc/failure.ts';

const MAX_FRAME = 32 * 1024 * 1024;

export type Frame = Record<string, unknown>;

export async function* frames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let rest: Uint8Array = new Uint8Array(), exporter: BackupJsonExporter | null = null;
  for await (const part of source) {
    rest = rest.length ? concat(rest, part) : part;
    let at = 0;
    for (let frame = readLength(rest, at); frame && frame.end <= rest.length; frame = readLength(rest, at)) {
      if (exporter) for (const { line } of exporter.exportFrames(bytes(rest.slice(at, frame.end)))) { if (line) yield JSON.parse(line) as Frame; }
      else ({ exporter } = BackupJsonExporter.start(bytes(rest.slice(frame.start, frame.end)), { validate: false }));
      at = frame.end;
      if (rest[at] === 0 && exporter && rest.subarray(at).every((x) => x === 0)) return;   // padding
    }
    rest = rest.slice(at);
  }
}

/** Where the frame's bytes are; null while its length is not known yet. */
function readLength(data: Uint8Array, at: number): { start: number; end: number } | null {
  let size = 0, shift = 0;
  for (let i = at; i < data.length; i++) {
    size += (data[i]! & 127) * 2 ** shift;
    if (size > MAX_FRAME) throw new Failure('invalid', 'the history is damaged');
    if (data[i]! < 128) return { start: i + 1, end: i + 1 + size };
    shift += 7;
  }
  return null;
}
