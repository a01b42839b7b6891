export * from './link-pair.ts'
