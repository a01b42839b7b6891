/** See browser-paths.mjs. */
export function firefoxPath(): string | undefined
/** See browser-paths.mjs. */
export function webkitPaths(): { driver: string; browser: string } | undefined
