// Pictures, videos, voice, files and stickers: what is said of them, not their bytes.
import type { proto } from 'baileys'
import { base64, thumbnail, type Content } from './content.ts'
import { headerOf } from './forms.ts'

export function readMedia(message: proto.IMessage, moving: boolean): Content | null {
  const { imageMessage: image, audioMessage: audio, documentMessage: file, stickerMessage: sticker } = message
  const video = message.videoMessage ?? message.ptvMessage
  if (image) {
    return { kind: 'image', ...common(image), caption: image.caption || undefined, width: image.width, height: image.height }
  }
  if (video) {
    return {
      kind: 'video', ...common(video), caption: video.caption || undefined, width: video.width, height: video.height, seconds: video.seconds,
      gif: video.gifPlayback ?? false, round: Boolean(message.ptvMessage),
    }
  }
  if (audio) {
    return { kind: audio.ptt ? 'voice' : 'audio', ...common(audio), seconds: audio.seconds, waveform: base64(audio.waveform) }
  }
  if (file) {
    return { kind: 'file', ...common(file), name: file.fileName || file.title || undefined, caption: file.caption || undefined }
  }
  if (sticker) {
    const lottie = moving || sticker.isLottie || sticker.mimetype === 'application/was'
    return { kind: 'sticker', ...common(sticker), width: sticker.width, height: sticker.height, moving: sticker.isAnimated || lottie, lottie }
  }
  return null
}

interface Common {
  mimetype?: string | null
  fileLength?: number | { toString(): string } | null
  jpegThumbnail?: Uint8Array | null
  pngThumbnail?: Uint8Array | null
  fileSha256?: Uint8Array | null
}

function common(media: Common): Record<string, unknown> {
  return {
    mime: media.mimetype || undefined,
    hash: base64(media.fileSha256),
    size: media.fileLength ? Number(media.fileLength.toString()) : undefined,
    thumbnail: thumbnail(media.jpegThumbnail ?? media.pngThumbnail),
  }
}

export interface Media {
  part: proto.Message.IImageMessage
  /** The type that its key is made for. */
  type: 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'sticker-pack'
}

/** The part of a message that a file hangs on. */
export function mediaOf(message: proto.IMessage): Media | undefined {
  for (const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage, stickerMessage, stickerPackMessage } of [message, headerOf(message)]) {
    const found = ([
      ['image', imageMessage], ['video', videoMessage ?? ptvMessage], ['audio', audioMessage], ['document', documentMessage], ['sticker', stickerMessage],
      ['sticker-pack', stickerPackMessage],
    ] as const).find(([, part]) => part)
    if (found) {
      return { type: found[0], part: found[1] as proto.Message.IImageMessage }
    }
  }
  return undefined
}
