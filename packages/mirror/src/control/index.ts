export type * from './api.ts'
export { createController } from './controller.ts'
export { locateCursor, locateHighlight } from './locate.ts'
