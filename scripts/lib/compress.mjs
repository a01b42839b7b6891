// Compressed copies beside the built files: the server sends them as they are and spends no time on it.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const TEXT = /\.(js|css|html|svg|json)$/
/** Below this a packet is a packet. */
const MIN_BYTES = 1024

/**
 * Writes `x.br` and `x.gz` beside every text file of a folder.
 * @param {string} folder
 */
export function compressFolder(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    if (!TEXT.test(name) || statSync(file).size < MIN_BYTES) continue
    const bytes = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(bytes))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}
