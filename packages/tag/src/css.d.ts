/** A style sheet as minified text, for constructed style sheets. */
declare module '*.css?inline' {
  const css: string
  export default css
}
