import { defineConfig } from 'drizzle-kit'

// `npx drizzle-kit generate --name what-changed` here writes the next migration after a change of the schema.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/storage/schema/*.ts',
  out: './migrations',
})
