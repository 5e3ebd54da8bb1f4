// Where the connection breaks in the midst of a piece of history, Baileys leaves the failure to nobody, which ends the engine.
import { replaceInBaileys } from './replace.ts'

const before = 'return fetched.pipe(output, { end: true });'
const after = `fetched.on('error', error => output.destroy(error));
    return fetched.pipe(output, { end: true });`

/** Whether a broken connection is a failure of its own file; asked by the host's doctor. */
export const streamsAreWatched = replaceInBaileys('Utils/messages-media.js', before, after)
