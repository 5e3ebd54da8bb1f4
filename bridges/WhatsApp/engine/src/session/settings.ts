// What the host says about the network as a whole; the rest of the environment is for simulated networks in tests.
import { WA_CERT_DETAILS, type WAVersion } from 'baileys'
import { Agent } from 'node:https'
import { WebVersion } from './version.ts'

export interface Settings {
  server: string
  version: WebVersion
  /** Connects by way of a proxy, where Node.js is told to use one for the rest. */
  agent?: Agent
  /** A page of WhatsApp's, asked for the time only. */
  clock: string
  deviceName: string
  /** How far the clock by which the phone is missed is ahead. */
  ahead: number
  /** How long a phone has to answer before it is said to be silent. */
  phonePatience: number
  /** How often an open account does what is to be done once a day. */
  daily: number
  /** How long a code for linking is shown before the next; WhatsApp's usual times where it is not set. */
  codeTime?: number
  /** Waits before a new try to connect: the first, and the longest. */
  firstWait: number
  longestWait: number
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const key = environment.WHATSAPP_ROOT_KEY
  if (key) {
    WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(key, 'hex')
  }
  return {
    server: environment.WHATSAPP_SERVER ?? 'wss://web.whatsapp.com/ws/chat',
    version: new WebVersion(
      readVersion(environment.WHATSAPP_WEB_VERSION),
      environment.WHATSAPP_VERSION_PAGE ?? (environment.WHATSAPP_SERVER ? undefined : 'https://web.whatsapp.com/sw.js')),
    ...(environment.NODE_USE_ENV_PROXY === '1' ? { agent: new Agent({ proxyEnv: environment }) } : {}),
    clock: environment.WHATSAPP_CLOCK_PAGE ?? 'https://web.whatsapp.com/',
    deviceName: environment.WHATSAPP_DEVICE_NAME ?? 'Bridges',
    ahead: Number(environment.WHATSAPP_CLOCK_AHEAD_MS ?? 0),
    phonePatience: Number(environment.WHATSAPP_PHONE_PATIENCE_MS ?? 60_000),
    daily: Number(environment.WHATSAPP_DAILY_MS ?? 24 * 3600 * 1000),
    ...(environment.WHATSAPP_CODE_TIME_MS ? { codeTime: Number(environment.WHATSAPP_CODE_TIME_MS) } : {}),
    firstWait: Number(environment.WHATSAPP_FIRST_WAIT_MS ?? 1000),
    longestWait: Number(environment.WHATSAPP_LONGEST_WAIT_MS ?? 300_000),
  }
}

export function readVersion(text: string | undefined): WAVersion | undefined {
  const numbers = text?.split('.').map(Number) ?? []
  return numbers.length === 3 && numbers.every(Number.isInteger) ? (numbers as unknown as WAVersion) : undefined
}

/** Media of a simulated network: what the library would fetch from WhatsApp's own host comes from there. */
export function redirectMedia(server: string | undefined): void {
  if (server) {
    const fetchDirectly = globalThis.fetch
    globalThis.fetch = (input, init) => fetchDirectly(
      typeof input === 'string' || input instanceof URL ? String(input).replace('https://mmg.whatsapp.net', server) : input, init)
  }
}
