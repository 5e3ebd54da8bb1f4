// From the host's words to the contents of a message.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { BodyRange_Style, DataMessageSchema, DataMessage_Flag, type DataMessage } from '../../gen/content_pb.js';
import { fromHex, utf8 } from '../encoding/bytes.ts';
import { MAX_BODY_BYTES, MAX_BODY_RANGES, MAX_LONG_TEXT_BYTES } from '../encoding/limits.ts';
import { toAciBytes } from '../encoding/serviceIds.ts';
import { writePointer, type FilePointer } from '../files/pointer.ts';
import type { Range } from '../receive/contents.ts';
import { Failure } from '../rpc/failure.ts';

type Init = MessageInitShape<typeof DataMessageSchema>;
export type Target = { author: string; timestamp: number };
export type Outgoing = {
  text?: string; ranges?: Range[]; quote?: Target & { text?: string; /** Of the text: whom its U+FFFC stand for. */ ranges?: Range[]; /** Of a file that is answered. */ fileType?: string }; /** The story that is answered. */ story?: Target; attachments?: FilePointer[]; longText?: FilePointer;
  sticker?: { packId: string; packKey: string; id: number; emoji?: string; file: FilePointer };
  poll?: { question: string; options: string[]; multiple: boolean };
  contacts?: { name: string; numbers?: string[]; emails?: string[]; organization?: string }[];
  previews?: { url: string; title?: string; description?: string; image?: FilePointer }[];
  viewOnce?: boolean;
};

const STYLES = { bold: BodyRange_Style.BOLD, italic: BodyRange_Style.ITALIC, spoiler: BodyRange_Style.SPOILER, strikethrough: BodyRange_Style.STRIKETHROUGH, monospace: BodyRange_Style.MONOSPACE } as const;
const VIEW_ONCE = 2, REACTIONS = 4, MENTIONS = 5, POLLS = 8;

/** Whether the text must travel as a file, with only its beginning in the message. */
export function isLong(text: string): boolean {
  const size = utf8(text).length;
  if (size > MAX_LONG_TEXT_BYTES) throw new Failure('too-large', 'Signal takes texts of at most 64 KiB');
  return size > MAX_BODY_BYTES;
}

/** The beginning of a text that fits, cut between characters. */
export function beginning(text: string): string {
  let out = '', size = 0;
  for (const c of text) { size += utf8(c).length; if (size > MAX_BODY_BYTES) break; out += c; }
  return out;
}

export function compose(o: Outgoing): Init {
  const body = o.text === undefined ? undefined : o.longText ? beginning(o.text) : o.text;
  // They belong to the whole text, also where only its beginning stands in the message.
  const ranges = (o.ranges ?? []).filter((r) => r.start + r.length <= (o.text ?? '').length).slice(0, MAX_BODY_RANGES);
  const attachments = [...(o.attachments ?? []), ...(o.longText ? [o.longText] : [])].map(writePointer);
  const version = o.poll ? POLLS : o.viewOnce ? VIEW_ONCE : ranges.some((r) => r.mention) ? MENTIONS : undefined;
  return {
    ...(body ? { body } : {}), attachments,
    bodyRanges: ranges.map(bodyRange),
    ...(o.quote ? { quote: { id: BigInt(o.quote.timestamp), author: toAciBytes(o.quote.author), text: o.quote.text ?? '', bodyRanges: (o.quote.ranges ?? []).map(bodyRange), ...(o.quote.fileType ? { attachments: [{ contentType: o.quote.fileType }] } : {}) } } : {}),
    ...(o.story ? { story: storyContext(o.story) } : {}),
    ...(o.sticker ? { sticker: { packId: fromHex(o.sticker.packId), packKey: fromHex(o.sticker.packKey), stickerId: o.sticker.id, emoji: o.sticker.emoji ?? '', data: writePointer(o.sticker.file) } } : {}),
    ...(o.poll ? { pollCreate: { question: o.poll.question, options: o.poll.options, allowMultiple: o.poll.multiple } } : {}),
    ...(o.contacts?.length ? { contacts: o.contacts.map((c) => ({ name: { given: c.name }, numbers: (c.numbers ?? []).map((value) => ({ value, type: 2 })), emails: (c.emails ?? []).map((value) => ({ value, type: 1 })), ...(c.organization ? { organization: c.organization } : {}) })) } : {}),
    ...(o.previews?.length ? { previews: o.previews.filter((p) => body?.includes(p.url)).map((p) => ({ url: p.url, title: p.title ?? '', description: p.description ?? '', ...(p.image ? { image: writePointer(p.image) } : {}) })) } : {}),
    ...(o.viewOnce ? { viewOnce: true } : {}),
    ...(version ? { requiredProtocolVersion: version } : {}),
  };
}

const bodyRange = (r: Range) => ({ start: r.start, length: r.length, value: r.mention ? { case: 'mention' as const, value: toAciBytes(r.mention) } : { case: 'style' as const, value: STYLES[r.style!] ?? BodyRange_Style.NONE } });
const storyContext = (t: Target) => ({ author: toAciBytes(t.author), timestamp: BigInt(t.timestamp) });
const target = (t: Target) => ({ author: toAciBytes(t.author), target: BigInt(t.timestamp) });
export const reaction = (t: Target, emoji: string, remove: boolean, toStory: boolean): Init => ({ reaction: { ...target(t), emoji, remove }, requiredProtocolVersion: REACTIONS, ...(toStory ? { story: storyContext(t) } : {}) });
export const deletion = (timestamp: number): Init => ({ delete: { target: BigInt(timestamp) } });
export const adminDeletion = (t: Target): Init => ({ adminDelete: target(t) });
export const vote = (t: Target, options: number[], count: number): Init => ({ pollVote: { ...target(t), optionIndexes: options, voteCount: count }, requiredProtocolVersion: POLLS });
export const pollEnd = (timestamp: number): Init => ({ pollTerminate: { target: BigInt(timestamp) }, requiredProtocolVersion: POLLS });
export const pin = (t: Target): Init => ({ pin: { ...target(t), duration: { case: 'forever', value: true } } });
export const unpin = (t: Target): Init => ({ unpin: target(t) });
export const timerUpdate = (): Init => ({ flags: DataMessage_Flag.TIMER_UPDATE });
export const profileKeyUpdate = (): Init => ({ flags: DataMessage_Flag.PROFILE_KEY });
export const data = (init: Init): DataMessage => create(DataMessageSchema, init);
