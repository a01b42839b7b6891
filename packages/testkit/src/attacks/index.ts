export * from './matrix.ts'
export * from './plant.ts'
