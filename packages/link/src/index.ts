export type * from './api.ts'
export { connectSession } from './connect-session.ts'
export { connectVisitor } from './connect-visitor.ts'
export { FrameAssembler } from './frame-assembler.ts'
