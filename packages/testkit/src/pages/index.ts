export * from './describe-tree.ts'
export * from './reference-mirror.ts'
export * from './seeded-random.ts'
