// What the host wants said, in Baileys' words.
import type { AnyMessageContent, proto } from 'baileys'
import { Refusal, type Json } from '../rpc/lines.ts'

export interface Outgoing extends Json {
  kind: string
  text?: string
  path?: string
  mime?: string
  name?: string
  caption?: string
  width?: number
  height?: number
  seconds?: number
  waveform?: string
  thumbnail?: string
  mentions?: string[]
  everyone?: boolean
  viewOnce?: boolean
}

/** @param addressOf turns a person's id into an address */
export function buildContent(content: Outgoing, addressOf: (person: string) => string): AnyMessageContent {
  const naming = {
    ...(content.mentions?.length ? { mentions: content.mentions.map(addressOf) } : {}),
    ...(content.everyone ? { mentionAll: true } : {}),
  }
  switch (content.kind) {
    case 'text':
      return { text: content.text ?? '', linkPreview: buildPreview(content.preview), ...naming }
    case 'location':
      return {
        location: {
          degreesLatitude: Number(content.latitude), degreesLongitude: Number(content.longitude),
          ...(content.name ? { name: content.name } : {}), ...(content.address ? { address: String(content.address) } : {}),
        },
      }
    case 'contacts': {
      const contacts = content.contacts as { name: string; vcard: string }[]
      return { contacts: { displayName: contacts[0]?.name ?? '', contacts: contacts.map(card => ({ displayName: card.name, vcard: card.vcard })) } }
    }
    case 'poll':
      return { poll: { name: String(content.question), values: content.options as string[], selectableCount: Number(content.max) === 1 ? 1 : 0 } }
    case 'event':
      return {
        event: {
          name: String(content.name), startDate: new Date(Number(content.start) * 1000), ...(content.end ? { endDate: new Date(Number(content.end) * 1000) } : {}),
          ...(content.description ? { description: String(content.description) } : {}), ...(content.place ? { location: { name: String(content.place) } } : {}),
        },
      }
    default:
      return { ...buildMedia(content), ...naming } as AnyMessageContent
  }
}

/** @param sequence grows with each position */
export function buildLive(content: Outgoing, sequence: number): proto.Message.ILiveLocationMessage {
  return {
    degreesLatitude: Number(content.latitude), degreesLongitude: Number(content.longitude), sequenceNumber: sequence,
    ...(content.caption ? { caption: content.caption } : {}),
    ...(typeof content.accuracy === 'number' ? { accuracyInMeters: Math.round(content.accuracy) } : {}),
    ...(typeof content.heading === 'number' ? { degreesClockwiseFromMagneticNorth: Math.round(content.heading) } : {}),
  }
}

function buildMedia(content: Outgoing): AnyMessageContent {
  if (!content.path) {
    throw new Refusal('refused', `This engine cannot send a ${content.kind}.`)
  }
  const file = { url: content.path }
  const size = { ...(content.width ? { width: content.width } : {}), ...(content.height ? { height: content.height } : {}) }
  // Without one the library would look for programs that are not there.
  const thumbnail = { jpegThumbnail: content.thumbnail ?? '' }
  const caption = content.caption ? { caption: content.caption } : {}
  const mimetype = content.mime ?? 'application/octet-stream'
  switch (content.kind) {
    case 'image':
      return { image: file, mimetype, ...size, ...thumbnail, ...caption }
    case 'video':
      return {
        video: file, mimetype, ...size, ...thumbnail, ...caption, seconds: content.seconds ?? 0, gifPlayback: content.gif === true, ptv: content.round === true,
      } as AnyMessageContent
    case 'voice':
      return {
        audio: file, mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: content.seconds ?? 0,
        waveform: content.waveform ? Buffer.from(content.waveform, 'base64') : new Uint8Array(64),
      } as AnyMessageContent
    case 'audio':
      return { audio: file, mimetype, ptt: false, seconds: content.seconds ?? 0 }
    case 'sticker':
      return { sticker: file, mimetype, ...size, isAnimated: content.moving === true } as AnyMessageContent
    default:
      return { document: file, mimetype, fileName: content.name ?? 'file', ...thumbnail, ...caption }
  }
}

function buildPreview(preview: unknown) {
  const given = preview as { url: string; title?: string; description?: string; thumbnail?: string } | undefined
  return given
    ? {
        'canonical-url': given.url, 'matched-text': given.url, title: given.title ?? given.url, description: given.description ?? '',
        ...(given.thumbnail ? { jpegThumbnail: Buffer.from(given.thumbnail, 'base64') } : {}),
      }
    : null
}
