// `npm run build`: the tag as sites embed it, into dist/.
import { fileURLToPath } from 'node:url'
import { buildTag } from './build-tag.ts'

await buildTag(fileURLToPath(new URL('dist', import.meta.url)))
