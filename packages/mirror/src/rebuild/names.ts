/** Elements and attributes that the mirror may hold. Everything else loses its name, or goes. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export const HTML_ELEMENTS = words(`
  a abbr acronym address area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas
  caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption
  figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins kbd
  label legend li link listing main map mark marquee menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript
  ol optgroup option output p param picture plaintext pre progress q rb rbc rp rt rtc ruby s samp search section select
  selectedcontent slot small source spacer span strike strong style sub summary sup table tbody td template textarea
  tfoot th thead time title tr track tt u ul var video wbr xmp`)

/** Content of other programs: a box of its size stands for it. */
export const BOXED_ELEMENTS = words('object embed applet portal fencedframe')

export const SVG_ELEMENTS = words(`
  a animate animateMotion animateTransform circle clipPath cursor defs desc ellipse feBlend feColorMatrix
  feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
  feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
  feSpecularLighting feSpotLight feTile feTurbulence filter font foreignObject g glyph hatch hatchpath hkern image line
  linearGradient marker mask mesh metadata mpath path pattern polygon polyline radialGradient rect set solidcolor stop
  style svg switch symbol text textPath title tref tspan unknown use view vkern`)

export const MATH_ELEMENTS = words(`
  annotation annotation-xml maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom
  mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics`)

/** Their text is content for other programs, or style that rebuild adopts by itself: it is emptied. */
export const SILENT_ELEMENTS = words('style noembed noframes noscript')

/** HTML attributes with a meaning to browsers that are harmless without scripts, input and navigation. */
export const HTML_ATTRIBUTES = words(`
  abbr accept align alink alt autocapitalize autocorrect axis behavior bgcolor border cellpadding cellspacing char charoff
  checked class clear closedby color cols colspan compact contenteditable controls controlslist coords datetime decoding default dir direction
  disablepictureinpicture disableremoteplayback disabled enterkeyhint exportparts face
  for form frame frameborder headers height hidden high hreflang hspace id inert inputmode is ismap itemid itemprop
  itemscope itemtype kind label lang leftmargin link list loading loop low marginheight marginwidth max maxlength media
  min minlength multiple muted name nohref noresize noshade novalidate nowrap open optimum part pattern placeholder
  playsinline popover preload readonly required reversed role rows rowspan rules scope scrollamount scrolldelay scrolling selected shape size sizes slot span
  spellcheck srclang start step style summary tabindex text title topmargin translate type usemap valign value vlink
  vspace width wrap writingsuggestions`)

/** Never, on any element. Some have no property that would betray that they act. */
export const REFUSED_ATTRIBUTES = words(`
  accesskey action allow archive as attributionsrc autofocus autoplay blocking browsingtopics classid codebase command
  commandfor credentialless crossorigin csp data dirname download draggable dynsrc elementtiming fetchpriority formaction
  formenctype formmethod formnovalidate formtarget http-equiv imagesizes imagesrcset integrity interestfor longdesc lowsrc
  manifest method nonce ping popovertarget popovertargetaction profile referrerpolicy rel sandbox shadowrootmode
  shadowrootclonable shadowrootdelegatesfocus shadowrootserializable srcdoc target xml:base`)
