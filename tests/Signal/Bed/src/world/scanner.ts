// The phone's camera: reads the code in a picture.
import { createRequire } from 'node:module';
import type { Loose } from '../mock.ts';

const require = createRequire(import.meta.url), jsQR = require('jsqr') as Loose, { PNG } = require('pngjs') as Loose;

export function readCode(png: Buffer): string {
  const { data, width, height } = PNG.sync.read(png), found = (jsQR.default ?? jsQR)(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error('there is no code in this picture');
  return found.data;
}
