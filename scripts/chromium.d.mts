/** See chromium.mjs. */
export function chromium(more?: readonly string[]): { executablePath?: string; args: string[] }
