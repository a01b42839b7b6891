/** Every element that browsers give a meaning, or once did. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const HTML_NAMES = words(`
  a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
  button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div dl
  dt element em embed fencedframe fieldset figcaption figure font footer form frame frameset geolocation h1 h6 head
  header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark
  marquee math menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option
  output p param permission picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section
  select selectedcontent shadow slot small source spacer span strike strong style sub summary sup svg table tbody td
  template textarea tfoot th thead time title tr track tt u ul usermedia var video wbr xmp x-attack`)

export const SVG_NAMES = words(`
  a altGlyph animate animateColor animateMotion animateTransform audio canvas circle clipPath cursor defs desc discard
  ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDisplacementMap feDropShadow feFlood
  feFuncA feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feTile feTurbulence filter font
  foreignObject g glyph handler iframe image line linearGradient listener marker mask mesh metadata mpath path pattern
  polygon polyline radialGradient rect script set stop style svg switch symbol tbreak text textPath title tref tspan
  unknown use video view`)

export const MATH_NAMES = words(`
  annotation annotation-xml maction math menclose merror mfenced mfrac mglyph mi mlabeledtr mmultiscripts mn mo mover
  mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msup mtable mtd mtext mtr munder none semantics`)

export const EVENT_NAMES = words(`
  click focus load error mouseover toggle animationstart begin pointerenter keydown submit input abort afterprint
  animationcancel animationend animationiteration auxclick beforecopy beforecut beforeinput beforematch beforepaste
  beforeprint beforetoggle beforeunload beforexrselect blur bounce cancel canplay canplaythrough change close command
  contentvisibilityautostatechange contextlost contextmenu contextrestored copy cuechange cut dblclick drag dragend
  dragenter dragleave dragover dragstart drop durationchange emptied end ended finish focusin focusout formdata
  fullscreenchange gotpointercapture hashchange invalid keypress keyup loadeddata loadedmetadata loadstart
  lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseup mousewheel pagehide pageshow
  paste pause play playing pointercancel pointerdown pointerleave pointermove pointerout pointerover pointerrawupdate
  pointerup popstate progress ratechange repeat reset resize scroll scrollend scrollsnapchange scrollsnapchanging search
  securitypolicyviolation seeked seeking select selectionchange selectstart slotchange stalled start storage suspend
  timeupdate touchcancel touchend touchmove touchstart transitioncancel transitionend transitionrun transitionstart
  unhandledrejection unload volumechange waiting webkitanimationend webkitfullscreenchange wheel`)

/** HTML elements without content. */
export const VOID_NAMES: ReadonlySet<string> = new Set(
  words(
    'area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr',
  ),
)
