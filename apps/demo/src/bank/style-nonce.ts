// Must be imported before Radix: react-remove-scroll (in the dialog and the drop-downs) injects a <style> element and
// asks get-nonce for its nonce, which reads this global. Without it the site's policy would block that element.

/** The nonce of this page for injected `<style>` elements; empty where the page has none. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? ''

Object.assign(globalThis, { __webpack_nonce__: styleNonce })
