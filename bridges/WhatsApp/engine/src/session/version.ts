// The web version that is announced. WhatsApp refuses old ones (failure 405), and publishes which is the newest.
import { DEFAULT_CONNECTION_CONFIG, type WAVersion } from 'baileys'

const patience = 8000
const largestPage = 4 << 20
const freshFor = 24 * 3600 * 1000

export class WebVersion {
  readonly #fixed: WAVersion | undefined
  readonly #source: string | undefined
  #newest: WAVersion = DEFAULT_CONNECTION_CONFIG.version
  #askedAt = 0
  #asking: Promise<void> | undefined

  /**
   * @param fixed what the admin wants, whatever is published
   * @param source where WhatsApp publishes it; undefined in simulations that publish nothing
   */
  constructor(fixed: WAVersion | undefined, source: string | undefined) {
    this.#fixed = fixed
    this.#source = source
  }

  get current(): WAVersion {
    return this.#fixed ?? this.#newest
  }

  /** Asks in the background, once a day. */
  freshen(now = Date.now()): void {
    if (now - this.#askedAt > freshFor) {
      void this.refresh(now)
    }
  }

  refresh(now = Date.now()): Promise<void> {
    this.#askedAt = now
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined))
    return this.#asking
  }

  async #ask(): Promise<void> {
    if (this.#fixed || !this.#source) {
      return
    }
    try {
      const response = await fetch(this.#source, { headers: { 'sec-fetch-site': 'none' }, signal: AbortSignal.timeout(patience) })
      const found = response.ok && Number(response.headers.get('content-length') ?? 0) < largestPage ? readRevision(await response.text()) : undefined
      if (found && found > this.#newest[2]) {
        this.#newest = [2, 3000, found]
      }
    } catch {
      // Then the one that is known has to do.
    }
  }
}

/** The page is a script; the number in it is a matter of trust in TLS, and can do no more harm than a refused login. */
function readRevision(page: string): number | undefined {
  const digits = /\\?"client_revision\\?":\s*(\d{1,12})\b/.exec(page)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
