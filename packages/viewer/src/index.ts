export { AlongsideViewer, defineAlongsideViewer } from './alongside-viewer.ts'
export type { Fit } from './geometry.ts'
export type { Connection, Tool, ViewerEvents, ViewerState } from './types.ts'
