// Packs of stickers that people send to one another: what is said of them, and which pictures are in them. The pictures come in one archive.
import type { proto } from 'baileys'
import type { Content } from './content.ts'
import { cut } from './cut.ts'

const most = 200
const longestName = 100
const longestEmoji = 32

export interface PackedSticker {
  /** Its name in the archive. */
  file: string
  mime?: string
  emoji?: string
  moving: boolean
  lottie: boolean
}

export function readStickerPack({ stickerPackMessage: pack }: proto.IMessage): Content | null {
  return pack
    ? {
        kind: 'stickerPack', name: nameOf(pack), publisher: oneLine(pack.publisher) || undefined, count: pack.stickers?.length ?? 0, caption: pack.caption || undefined,
        // WhatsApp's own packs come without one: phones have them from elsewhere.
        hasFile: Boolean(pack.mediaKey?.length && (pack.directPath || (pack as { url?: string }).url)),
      }
    : null
}

/** By which people ask for it. */
export const nameOf = (pack: proto.Message.IStickerPackMessage): string => oneLine(pack.name)

export function stickersOf(pack: proto.Message.IStickerPackMessage): PackedSticker[] {
  return (pack.stickers ?? []).slice(0, most).flatMap(({ fileName, mimetype, emojis, isAnimated, isLottie }) => {
    const lottie = isLottie === true || mimetype === 'application/was'
    return fileName ? [{ file: fileName, mime: mimetype || undefined, emoji: emojis?.find(Boolean)?.slice(0, longestEmoji), moving: isAnimated === true || lottie, lottie }] : []
  })
}

const oneLine = (text: string | null | undefined): string => cut((text ?? '').replace(/[\s\p{C}]+/gu, ' ').trim(), longestName).trim()
