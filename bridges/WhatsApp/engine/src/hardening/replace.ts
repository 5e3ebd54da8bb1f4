// Where Baileys has no hook, a few lines of the pinned version are replaced as they are loaded. A version in which they look different is
// refused at start.
import { registerHooks } from 'node:module'

/** @returns whether the lines are replaced: only once that file of Baileys was loaded. */
export function replaceInBaileys(file: string, before: string, after: string): () => boolean {
  let replaced = false
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.endsWith(`/baileys/lib/${file}`)) {
        return loaded
      }
      const source = String(loaded.source)
      if (source.split(before).length !== 2) {
        throw new Error('This version of Baileys is not the one that this engine was made for.')
      }
      replaced = true
      return { ...loaded, source: source.replace(before, after) }
    },
  })
  return () => replaced
}
