// What businesses send: text with choices to press.
import type { proto } from 'baileys'
import type { Content } from './content.ts'
import { formsOf, headerOf, type Forms } from './forms.ts'
import { readMedia } from './media.ts'

const mostCards = 10

interface Choice {
  id: string
  text: string
  url?: string
  phone?: string
}

export function readBusiness(message: proto.IMessage): Content | null {
  const forms = formsOf(message)
  const content = readButtons(forms) ?? readList(forms) ?? readTemplate(forms) ?? readInteractive(forms)
  const header = content && readMedia(headerOf(message), false)
  return content ? { ...content, ...(header ? { header } : {}) } : readAnswer(message) ?? readGoods(message)
}

function readButtons({ buttons }: Forms): Content | null {
  return buttons
    ? business([buttons.text, buttons.contentText], buttons.footerText, (buttons.buttons ?? []).map(button => ({
        id: button.buttonId ?? '', text: button.buttonText?.displayText ?? '',
      })))
    : null
}

function readList({ list }: Forms): Content | null {
  const rows = list?.sections?.flatMap(section => section.rows ?? []) ?? []
  return list
    ? business([list.title, list.description], list.footerText, rows.map(row => ({
        id: row.rowId ?? '', text: [row.title, row.description].filter(Boolean).join(': '),
      })))
    : null
}

function readTemplate({ template }: Forms): Content | null {
  return template
    ? business([template.hydratedTitleText, template.hydratedContentText], template.hydratedFooterText, (template.hydratedButtons ?? []).map(button => ({
        id: button.quickReplyButton?.id ?? '',
        text: button.quickReplyButton?.displayText ?? button.urlButton?.displayText ?? button.callButton?.displayText ?? '',
        url: button.urlButton?.url ?? undefined,
        phone: button.callButton?.phoneNumber ?? undefined,
      })))
    : null
}

/** With its cards, if it has some, below one another. */
function readInteractive({ interactive }: Forms): Content | null {
  if (!interactive) {
    return null
  }
  const parts = [interactive, ...(interactive.carouselMessage?.cards ?? []).slice(0, mostCards)]
  return business(
    parts.flatMap(({ header, body }) => [header?.title, header?.subtitle, body?.text]), interactive.footer?.text,
    parts.flatMap(part => buttonsOf(part).map(readFlowButton)))
}

/** The buttons of an interactive message or of one of its cards. */
export const buttonsOf = ({ nativeFlowMessage }: proto.Message.IInteractiveMessage): proto.Message.InteractiveMessage.NativeFlowMessage.INativeFlowButton[] =>
  nativeFlowMessage?.buttons ?? []

function readFlowButton(button: { name?: string | null; buttonParamsJson?: string | null }): Choice {
  try {
    const given = JSON.parse(button.buttonParamsJson ?? '{}') as Record<string, unknown>
    const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
    return { id: text('id') ?? '', text: text('display_text') ?? text('copy_code') ?? '', url: text('url'), phone: text('phone_number') }
  } catch {
    return { id: '', text: button.name ?? '' }
  }
}

function readAnswer(message: proto.IMessage): Content | null {
  const text = message.buttonsResponseMessage?.selectedDisplayText ?? message.listResponseMessage?.title
    ?? message.templateButtonReplyMessage?.selectedDisplayText ?? message.interactiveResponseMessage?.body?.text
  return text ? { kind: 'text', text } : null
}

function readGoods(message: proto.IMessage): Content | null {
  const product = message.productMessage?.product
  if (product) {
    return business([product.title, product.description], message.productMessage?.footer, product.url ? [{ id: '', text: 'Open', url: product.url }] : [])
  }
  const order = message.orderMessage
  return order ? business([order.orderTitle, order.message], `${order.itemCount ?? 0} items`, []) : null
}

function business(lines: (string | null | undefined)[], footer: string | null | undefined, choices: Choice[]): Content {
  return { kind: 'business', text: lines.filter(Boolean).join('\n'), footer: footer || undefined, choices: choices.filter(choice => choice.text) }
}
