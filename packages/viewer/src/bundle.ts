/** What `alongside-viewer.js` is built from: importing it defines the element. */
import { defineAlongsideViewer } from './index.ts'

export * from './index.ts'

defineAlongsideViewer()
