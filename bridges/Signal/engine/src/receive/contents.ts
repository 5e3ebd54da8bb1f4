// The contents of a message in the words of the host: one small function for each kind.
import { BodyRange_Style, type BodyRange, type DataMessage, type SharedContact } from '../../gen/content_pb.js';
import { hex, safeNumber } from '../encoding/bytes.ts';
import { LONG_TEXT_TYPE, MAX_ATTACHMENTS, MAX_BODY_RANGES, MAX_LONG_TEXT_BYTES } from '../encoding/limits.ts';
import { readAci } from '../encoding/serviceIds.ts';
import { readPointer, type FilePointer } from '../files/pointer.ts';

export type Range = { start: number; length: number; style?: 'bold' | 'italic' | 'spoiler' | 'strikethrough' | 'monospace'; mention?: string };
export type Fields = Record<string, unknown>;

const STYLES: Record<number, Range['style']> = {
  [BodyRange_Style.BOLD]: 'bold', [BodyRange_Style.ITALIC]: 'italic', [BodyRange_Style.SPOILER]: 'spoiler',
  [BodyRange_Style.STRIKETHROUGH]: 'strikethrough', [BodyRange_Style.MONOSPACE]: 'monospace',
};

/** Ranges that lie within a text of this length; others are dropped. */
export function ranges(list: readonly BodyRange[], longest: number): Range[] {
  const out: Range[] = [];
  for (const r of list.slice(0, MAX_BODY_RANGES)) {
    const start = r.start ?? 0, length = r.length ?? 0;
    if (length <= 0 || start + length > longest) continue;
    if (r.value.case === 'style') { const style = STYLES[r.value.value]; if (style) out.push({ start, length, style }); continue; }
    const mention = r.value.case === 'mention' ? readAci(r.value.value.length === 16 ? r.value.value : undefined) : r.value.case === 'mentionText' ? readAci(undefined, r.value.value) : null;
    if (mention) out.push({ start, length, mention });
  }
  return out;
}

const MAX_QUOTE = 2000;

export function text(m: DataMessage): Fields {
  if (!m.body) return {};
  // Where the rest of the text comes as a file, they may lie in there.
  const styles = ranges(m.bodyRanges, m.attachments.some((a) => a.contentType === LONG_TEXT_TYPE) ? MAX_LONG_TEXT_BYTES : m.body.length);
  return { text: m.body, ...(styles.length ? { ranges: styles } : {}) };
}

export function attachments(m: DataMessage): Fields {
  const files: FilePointer[] = [];
  let longText: FilePointer | undefined, lost = 0;
  for (const p of m.attachments.slice(0, MAX_ATTACHMENTS)) {
    const f = readPointer(p);
    if (!f) lost++;
    else if (f.type === LONG_TEXT_TYPE) longText ??= f;
    else files.push(f);
  }
  return { ...(files.length ? { attachments: files } : {}), ...(longText ? { longText } : {}), ...(lost ? { lostAttachments: lost } : {}) };
}

export function quote(m: DataMessage, originalOf: (author: string, timestamp: number) => number): Fields {
  const author = m.quote && readAci(m.quote.author, m.quote.authorText);
  if (!m.quote || !author) return {};
  const said = (m.quote.text ?? '').slice(0, MAX_QUOTE), named = ranges(m.quote.bodyRanges, said.length), file = m.quote.attachments[0]?.contentType;
  return { quote: { author, timestamp: originalOf(author, safeNumber(m.quote.id)), ...(said ? { text: said } : {}), ...(named.length ? { ranges: named } : {}), ...(file ? { fileType: file.slice(0, 100) } : {}) } };
}

export function sticker(m: DataMessage): Fields {
  const s = m.sticker, file = s?.data && readPointer(s.data);
  if (!s || !file || !s.packId || !s.packKey) return {};
  return { sticker: { packId: hex(s.packId), packKey: hex(s.packKey), id: s.stickerId ?? 0, emoji: s.emoji ?? '', file } };
}

export function poll(m: DataMessage): Fields {
  const p = m.pollCreate;
  return p ? { poll: { question: p.question ?? '', options: p.options.slice(0, 100), multiple: p.allowMultiple ?? false } } : {};
}

export function contacts(m: DataMessage): Fields { return m.contacts.length ? { contacts: m.contacts.slice(0, 20).map(contact) } : {}; }

function contact(c: SharedContact): Fields {
  const values = (list: readonly { value?: string }[]) => list.flatMap((x) => (x.value ? [x.value] : [])).slice(0, 20), n = c.name;
  const name = n?.nickname || [n?.prefix, n?.given, n?.middle, n?.family, n?.suffix].filter(Boolean).join(' ') || c.organization || '';
  return { name, given: n?.given ?? '', family: n?.family ?? '', organization: c.organization ?? '', numbers: values(c.numbers), emails: values(c.emails),
    addresses: c.addresses.slice(0, 5).map((a) => [a.street, a.postcode, a.city, a.region, a.country].filter(Boolean).join(', ')) };
}

/** Only previews of addresses that stand in the text: others could mislead. */
export function previews(m: DataMessage): Fields {
  const list = m.previews.filter((p) => p.url && m.body?.includes(p.url) && /^https:\/\//.test(p.url)).slice(0, 5)
    .map((p) => ({ url: p.url!, title: p.title ?? '', description: p.description ?? '', image: (p.image && readPointer(p.image)) ?? undefined }));
  return list.length ? { previews: list } : {};
}

/** What this version cannot show, named so that the reader knows that something was there. */
export function unsupported(m: DataMessage): string | null {
  if (m.payment?.length) return 'a payment';
  if (m.giftBadge?.length) return 'a donation badge';
  return null;
}
