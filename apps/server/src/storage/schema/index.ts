export * from './accounts.ts'
export * from './conversations.ts'
export * from './sessions.ts'
export * from './sites.ts'
