import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { createFigure, type Figure, type Goal } from '../core/figures.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** By the name of the entry in package.json's `size-limit`, which lists the files. In KB of 1024 bytes, gzip. */
const GOALS: Readonly<Record<string, Goal>> = {
  'tag loader': { atMost: 3 },
  'tag session runtime': { atMost: 40 },
  viewer: { atMost: 45 },
}

type Entry = { readonly name: string; readonly path: string | readonly string[] }

/** What browsers load of ours, compressed. rrweb: its recorder and its replayer together, as published. */
export async function measureSize(): Promise<Figure[]> {
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
    'size-limit': readonly Entry[]
  }
  const rrweb = readFileSync(`${ROOT}node_modules/rrweb/umd/rrweb.min.js`)
  return manifest['size-limit']
    .filter(({ name }) => name in GOALS)
    .flatMap(({ name, path }) => {
      const files = [path].flat().flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
      const texts = files.map((file) => readFileSync(ROOT + file))
      const peer = name === 'viewer' ? rrweb : null
      const sizes = (compress: (text: Buffer) => Buffer) => ({
        ours: texts.reduce((sum, text) => sum + compress(text).length, 0) / 1024,
        rrweb: peer === null ? null : compress(peer).length / 1024,
      })
      return [
        createFigure(
          `size ${name} gzip`,
          'KB',
          sizes((text) => gzipSync(text, { level: 9 })),
          GOALS[name],
        ),
        createFigure(
          `size ${name} brotli`,
          'KB',
          sizes((text) => brotliCompressSync(text)),
        ),
      ]
    })
}
