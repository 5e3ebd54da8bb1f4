// Contents in Signal's own protobufs (the mock's, not ours), so that the numbers of our fields are checked against Signal's.
import { libsignal, Proto, type Loose } from '../mock.ts';

const aciBytes = (aci: string): Uint8Array => libsignal.Aci.parseFromServiceIdString(aci).getRawUuidBytes();
const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const { Style } = Proto.BodyRange;
const STYLES: Record<string, number> = { bold: Style.BOLD, italic: Style.ITALIC, spoiler: Style.SPOILER, strikethrough: Style.STRIKETHROUGH, monospace: Style.MONOSPACE };

export type Say = {
  text?: string; ranges?: { start: number; length: number; style?: string; mention?: string }[]; quote?: { author: string; timestamp: number; text?: string; mention?: { start: number; person: string }; fileType?: string }; attachments?: Loose[];
  sticker?: { packId: string; packKey: string; id: number; emoji: string; file: Loose }; poll?: { question: string; options: string[]; multiple?: boolean }; contacts?: { given?: string; family?: string; numbers?: string[]; emails?: string[]; organization?: string; street?: string; city?: string }[];
  previews?: { url: string; title: string; description?: string; image?: Loose }[]; viewOnce?: boolean; timer?: number; timerVersion?: number; timerUpdate?: boolean; withProfileKey?: boolean; requiredVersion?: number; payment?: boolean;
  reaction?: { emoji: string; author: string; target: number; remove?: boolean }; delete?: number; adminDelete?: { author: string; target: number };
  vote?: { author: string; target: number; options: number[]; count: number }; pollEnd?: number; pin?: { author: string; target: number; seconds?: number }; unpin?: { author: string; target: number }; groupCall?: string;
};

export function dataMessage(phone: Loose, s: Say, group: Loose | null, change: Uint8Array | null, timestamp: number): Loose {
  return {
    body: s.text ?? null, groupV2: group ? { ...group.toContext(), groupChange: change } : null, timestamp: BigInt(timestamp),
    profileKey: s.withProfileKey === false ? null : phone.profileKey.serialize(), expireTimer: s.timer ?? null, expireTimerVersion: s.timerVersion ?? null, flags: s.timerUpdate ? 2 : null,
    bodyRanges: s.ranges?.map((r) => ({ start: r.start, length: r.length, associatedValue: r.mention ? { mentionAciBinary: aciBytes(r.mention) } : { style: STYLES[r.style!] } })) ?? null,
    quote: s.quote ? { id: BigInt(s.quote.timestamp), authorAciBinary: aciBytes(s.quote.author), authorAci: null, text: s.quote.text ?? '', attachments: s.quote.fileType ? [{ contentType: s.quote.fileType, fileName: null, thumbnail: null }] : null,
      bodyRanges: s.quote.mention ? [{ start: s.quote.mention.start, length: 1, associatedValue: { mentionAciBinary: aciBytes(s.quote.mention.person) } }] : null, type: null } : null,
    attachments: s.attachments?.map(pointer) ?? null,
    sticker: s.sticker ? { packId: Buffer.from(s.sticker.packId, 'hex'), packKey: Buffer.from(s.sticker.packKey, 'hex'), stickerId: s.sticker.id, emoji: s.sticker.emoji, data: pointer(s.sticker.file) } : null,
    pollCreate: s.poll ? { question: s.poll.question, allowMultiple: s.poll.multiple ?? false, options: s.poll.options } : null,
    contact: s.contacts?.map((c) => ({ name: { givenName: c.given ?? null, familyName: c.family ?? null, prefix: null, suffix: null, middleName: null, nickname: null }, number: c.numbers?.map((value) => ({ value, type: 2, label: null })) ?? null,
      email: c.emails?.map((value) => ({ value, type: 1, label: null })) ?? null, address: c.street ? [{ type: 1, label: null, street: c.street, pobox: null, neighborhood: null, city: c.city ?? null, region: null, postcode: null, country: null }] : null, avatar: null, organization: c.organization ?? null })) ?? null,
    preview: s.previews?.map((p) => ({ url: p.url, title: p.title, description: p.description ?? null, image: p.image ? pointer(p.image) : null, date: null })) ?? null,
    isViewOnce: s.viewOnce ?? null, requiredProtocolVersion: s.requiredVersion ?? null,
    reaction: s.reaction ? { emoji: s.reaction.emoji, remove: s.reaction.remove ?? false, targetAuthorAciBinary: aciBytes(s.reaction.author), targetAuthorAci: null, targetSentTimestamp: BigInt(s.reaction.target) } : null,
    delete: s.delete ? { targetSentTimestamp: BigInt(s.delete) } : null,
    adminDelete: s.adminDelete ? { targetAuthorAciBinary: aciBytes(s.adminDelete.author), targetSentTimestamp: BigInt(s.adminDelete.target) } : null,
    pollVote: s.vote ? { targetAuthorAciBinary: aciBytes(s.vote.author), targetSentTimestamp: BigInt(s.vote.target), optionIndexes: s.vote.options, voteCount: s.vote.count } : null,
    pollTerminate: s.pollEnd ? { targetSentTimestamp: BigInt(s.pollEnd) } : null,
    pinMessage: s.pin ? { targetAuthorAciBinary: aciBytes(s.pin.author), targetSentTimestamp: BigInt(s.pin.target), pinDuration: s.pin.seconds === undefined ? { pinDurationForever: true } : { pinDurationSeconds: s.pin.seconds } } : null,
    unpinMessage: s.unpin ? { targetAuthorAciBinary: aciBytes(s.unpin.author), targetSentTimestamp: BigInt(s.unpin.target) } : null,
    groupCallUpdate: s.groupCall ? { eraId: s.groupCall } : null,
    payment: s.payment ? { Item: { activation: { type: 1 } } } : null, storyContext: null, giftBadge: null,
  };
}

export const pointer = (f: Loose): Loose => ({
  attachmentIdentifier: { cdnKey: f.cdnKey }, cdnNumber: f.cdnNumber ?? 3, clientUuid: null, contentType: f.contentType ?? null, key: base64(f.key), size: f.size, thumbnail: null, digest: base64(f.digest),
  incrementalMac: null, chunkSize: null, fileName: f.fileName ?? null, flags: f.flags ?? null, width: f.width ?? null, height: f.height ?? null, caption: f.caption ?? null, blurHash: f.blurHash ?? null, uploadTimestamp: f.uploadTimestamp ? BigInt(f.uploadTimestamp) : null,
});

export const receipt = (type: 'delivery' | 'read' | 'viewed', timestamps: number[]): Loose => ({ content: { receiptMessage: { type: ['delivery', 'read', 'viewed'].indexOf(type), timestamp: timestamps.map(BigInt) } } });
export const typing = (on: boolean, groupId: string | null, timestamp: number): Loose => ({ content: { typingMessage: { timestamp: BigInt(timestamp), action: on ? 0 : 1, groupId: groupId ? base64(groupId) : null } } });
export const story = (phone: Loose, s: { text?: string; file?: Loose }, group: Loose | null): Loose => ({ content: { storyMessage: {
  profileKey: phone.profileKey.serialize(), group: group ? { ...group.toContext(), groupChange: null } : null, allowsReplies: true, bodyRanges: null,
  attachment: s.file ? { fileAttachment: pointer(s.file) } : { textAttachment: { text: s.text ?? '', textStyle: null, textForegroundColor: null, textBackgroundColor: null, preview: null, background: null } } } } });
export const viewedElsewhere = (list: { author: string; timestamp: number }[]): Loose => sync(null, { viewed: list.map((r) => ({ senderAci: null, senderAciBinary: aciBytes(r.author), timestamp: BigInt(r.timestamp) })) });
export const sync = (content: Loose, more: Loose = {}): Loose => ({ content: { syncMessage: { content, read: null, viewed: null, stickerPackOperation: null, padding: null, ...more } } });
export const sent = (message: Loose, to: string | null, timestamp: number, edit: Loose = null): Loose => sync({ sent: {
  destinationE164: null, destinationServiceId: null, timestamp: BigInt(timestamp), message: edit ? null : message, expirationStartTimestamp: null, unidentifiedStatus: null, isRecipientUpdate: null, storyMessage: null, storyMessageRecipients: null,
  editMessage: edit, destinationServiceIdBinary: to ? aciBytes(to) : null } });
const chatName = (chat: string): Loose => ({ identifier: chat.includes('-') ? { threadServiceIdBinary: aciBytes(chat) } : { threadGroupId: Buffer.from(chat, 'base64') } });
/** What the user deletes on the phone for themselves: messages, or a chat whole or only its messages. */
export const deletedElsewhere = (b: { chat: string; messages?: { author: string; timestamp: number }[]; whole?: boolean }): Loose => sync({ deleteForMe: {
  messageDeletes: b.messages ? [{ conversation: chatName(b.chat), messages: b.messages.map((m) => ({ author: { authorServiceIdBinary: aciBytes(m.author) }, sentTimestamp: BigInt(m.timestamp) })) }] : null,
  conversationDeletes: b.messages ? null : [{ conversation: chatName(b.chat), mostRecentMessages: null, isFullDelete: b.whole ?? false, mostRecentNonExpiringMessages: null }],
  localOnlyConversationDeletes: null, attachmentDeletes: null,
} });
/** What the phone tells of a call of two; numbers are those of the protocol. */
export const callElsewhere = (b: { with: string; id: number; video?: boolean; outgoing?: boolean; event: number }): Loose => sync({ callEvent: {
  conversationId: aciBytes(b.with), callId: BigInt(b.id), timestamp: BigInt(Date.now()), type: b.video ? 2 : 1, direction: b.outgoing ? 2 : 1, event: b.event } });
export const readElsewhere = (list: { author: string; timestamp: number }[]): Loose => sync(null, { read: list.map((r) => ({ senderAci: null, senderAciBinary: aciBytes(r.author), timestamp: BigInt(r.timestamp) })) });
