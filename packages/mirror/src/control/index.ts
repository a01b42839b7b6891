export type * from './api.ts'
export { locateCursor, locateHighlight } from './locate.ts'
