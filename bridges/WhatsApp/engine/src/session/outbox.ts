// Tells the host each stored event at least once and in order; an event is forgotten when the host has it on disk.
import type { State } from '../store/state.ts'
import type { Tell } from './account.ts'

/** So many events may be on their way to the host at once: its queue stays small, whatever waits here. */
const window = 200

export class Outbox {
  readonly #state: State
  readonly #tell: Tell
  #attached = false
  #told = 0
  #open = 0

  constructor(state: State, tell: Tell) {
    this.#state = state
    this.#tell = tell
    state.onEvents = () => this.#pump()
  }

  attach(): void {
    this.#attached = true
    this.#told = 0
    this.#open = 0
    this.#pump()
  }

  detach(): void {
    this.#attached = false
  }

  acknowledge(seq: number): void {
    this.#state.acknowledge(seq)
    this.#open = Math.max(0, this.#told - seq)
    this.#pump()
  }

  #pump(): void {
    if (!this.#attached || this.#open >= window) {
      return
    }
    for (const { seq, event } of this.#state.outbox(this.#told, window - this.#open)) {
      this.#told = seq
      this.#open++
      this.#tell('event', { seq, event })
    }
  }
}
