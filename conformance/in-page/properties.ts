/** The computed styles that are compared: what shows, by far most of what browsers know. */
export const PROPERTIES: readonly string[] = `
accent-color align-content align-items align-self animation-direction animation-duration animation-fill-mode
animation-iteration-count animation-name animation-play-state animation-timing-function appearance aspect-ratio
backdrop-filter backface-visibility background-attachment background-blend-mode background-clip background-color
background-image background-origin background-position background-repeat background-size block-size border-block-end-color
border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width
border-collapse border-image-source border-image-slice border-left-color border-left-style border-left-width
border-right-color border-right-style border-right-width border-spacing border-top-color border-top-left-radius
border-top-right-radius border-top-style border-top-width bottom box-decoration-break box-shadow box-sizing caption-side
clear clip-path color color-scheme column-count column-gap column-rule-color column-rule-style column-rule-width
column-width contain container-name container-type content content-visibility counter-increment counter-reset cursor
direction display empty-cells fill fill-opacity filter flex-basis flex-direction flex-grow flex-shrink flex-wrap float
font-family font-feature-settings font-kerning font-size font-stretch font-style font-variant font-weight
forced-color-adjust grid-auto-columns grid-auto-flow grid-auto-rows grid-column-end grid-column-start grid-row-end
grid-row-start grid-template-areas grid-template-columns grid-template-rows height hyphens image-rendering inset-block-end
isolation justify-content justify-items justify-self left letter-spacing line-height list-style-image list-style-position
list-style-type margin-bottom margin-left margin-right margin-top mask-image mask-mode mask-size max-height max-width
min-height min-width mix-blend-mode object-fit object-position offset-path opacity order outline-color outline-offset
outline-style outline-width overflow-x overflow-y overscroll-behavior-x padding-bottom padding-left padding-right
padding-top perspective pointer-events position position-anchor quotes resize right rotate row-gap scale scroll-snap-type
shape-outside stop-color stroke stroke-dasharray stroke-dashoffset stroke-width tab-size table-layout text-align
text-align-last text-anchor text-decoration-color text-decoration-line text-decoration-style text-emphasis-style
text-indent text-orientation text-overflow text-shadow text-transform text-underline-offset text-wrap-mode top
touch-action transform transform-origin transform-style transition-duration transition-property translate unicode-bidi
user-select vertical-align view-transition-name visibility white-space-collapse width will-change word-break word-spacing
writing-mode z-index zoom`
  .trim()
  .split(/\s+/)

/** Of `::before` and `::after`, which no element stands for. */
export const PSEUDO_PROPERTIES: readonly string[] =
  'content display color background-color background-image width height position top left transform opacity font-size'.split(
    ' ',
  )
