export { createTab } from './create-tab.ts'
export { launchBrowser } from './launch-browser.ts'
export * from './types.ts'
