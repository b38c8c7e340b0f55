import type { KnownNames } from './known-names.ts';

/** Elements and attributes of OpenDocument for styles, drawings, charts and presentations (version 1.2 part 1). */
export const openDocumentStyleNames: KnownNames = {
  'urn:oasis:names:tc:opendocument:xmlns:animation:1.0': {
    elements: `
      animate animateColor animateMotion animateTransform audio command iterate par param seq set transitionFilter
    `,
    attributes: `
      audio-level color-interpolation color-interpolation-direction command formula id iterate-interval iterate-type
      name sub-item value
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:chart:1.0': {
    elements: `
      axis categories chart data-label data-point domain equation error-indicator floor footer grid label-separator
      legend mean-value plot-area regression-curve series stock-gain-marker stock-loss-marker stock-range-line
      subtitle symbol-image title wall
    `,
    attributes: `
      angle-offset attached-axis auto-position auto-size automatic-content axis-label-position axis-position class
      column-mapping connect-bars data-label-number data-label-symbol data-label-text data-source-has-labels deep
      dimension display-equation display-label display-r-square error-category error-lower-indicator
      error-lower-limit error-lower-range error-margin error-percentage error-upper-indicator error-upper-limit
      error-upper-range gap-width group-bars-per-axis hole-size include-hidden-cells interpolation interval-major
      interval-minor-divisor japanese-candle-stick label-arrangement label-cell-address label-position
      label-position-negative legend-align legend-position lines link-data-style-to-source logarithmic maximum
      mean-value minimum name origin overlap percentage pie-offset regression-type repeated reverse-direction
      right-angled-axes row-mapping scale-text series-source solid-type sort-by-x-values spline-order
      spline-resolution stacked style-name symbol-height symbol-name symbol-type symbol-width text-overlap
      three-dimensional tick-mark-position tick-marks-major-inner tick-marks-major-outer tick-marks-minor-inner
      tick-marks-minor-outer treat-empty-cells values-cell-range-address vertical visible
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:config:1.0': {
    elements: `
      config-item config-item-map-entry config-item-map-indexed config-item-map-named config-item-set
    `,
    attributes: `
      name type
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0': {
    elements: `
      am-pm boolean boolean-style currency-style currency-symbol date-style day day-of-week embedded-text era
      fraction hours minutes month number number-style percentage-style quarter scientific-number seconds text
      text-content text-style time-style week-of-year year
    `,
    attributes: `
      automatic-order calendar country decimal-places decimal-replacement denominator-value display-factor
      format-source grouping language min-denominator-digits min-exponent-digits min-integer-digits
      min-numerator-digits position possessive-form rfc-language-tag script style textual title
      transliteration-country transliteration-format transliteration-language transliteration-style
      truncate-on-overflow
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:dr3d:1.0': {
    elements: `
      cube extrude light rotate scene sphere
    `,
    attributes: `
      ambient-color back-scale backface-culling center close-back close-front depth diffuse-color direction distance
      edge-rounding edge-rounding-mode emissive-color enabled end-angle focal-length horizontal-segments
      lighting-mode max-edge min-edge normals-direction normals-kind projection shade-mode shadow shadow-slant
      shininess size specular specular-color texture-filter texture-generation-mode-x texture-generation-mode-y
      texture-kind texture-mode transform vertical-segments vpn vrp vup
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0': {
    elements: `
      a applet area-circle area-polygon area-rectangle caption circle connector contour-path contour-polygon control
      custom-shape ellipse enhanced-geometry equation fill-image floating-frame frame g glue-point gradient handle
      hatch image image-map layer layer-set line marker measure object object-ole opacity page page-thumbnail param
      path plugin polygon polyline rect regular-polygon stroke-dash text-box
    `,
    attributes: `
      align angle archive auto-grow-height auto-grow-width background-size blue border caption-angle
      caption-angle-type caption-escape caption-escape-direction caption-fit-line-length caption-gap caption-id
      caption-line-length caption-point-x caption-point-y caption-type chain-next-name class-id class-names code
      color color-inversion color-mode concave concentric-gradient-fill-allowed contrast control copy-of
      corner-radius corners cx cy data decimal-places display display-name distance dots1 dots1-length dots2
      dots2-length draw-aspect end end-angle end-color end-glue-point end-guide end-intensity
      end-line-spacing-horizontal end-line-spacing-vertical end-shape engine enhanced-path escape-direction
      extrusion extrusion-allowed extrusion-brightness extrusion-color extrusion-depth extrusion-diffusion
      extrusion-first-light-direction extrusion-first-light-harsh extrusion-first-light-level extrusion-light-face
      extrusion-metal extrusion-number-of-line-segments extrusion-origin extrusion-rotation-angle
      extrusion-rotation-center extrusion-second-light-direction extrusion-second-light-harsh
      extrusion-second-light-level extrusion-shininess extrusion-skew extrusion-specularity extrusion-viewpoint fill
      fill-color fill-gradient-name fill-hatch-name fill-hatch-solid fill-image-height fill-image-name
      fill-image-ref-point fill-image-ref-point-x fill-image-ref-point-y fill-image-width filter-name fit-to-contour
      fit-to-size formula frame-display-border frame-display-scrollbar frame-margin-horizontal frame-margin-vertical
      frame-name gamma glue-point-leaving-directions glue-point-type glue-points gradient-step-count green
      guide-distance guide-overhang handle-mirror-horizontal handle-mirror-vertical handle-polar handle-position
      handle-radius-range-maximum handle-radius-range-minimum handle-range-x-maximum handle-range-x-minimum
      handle-range-y-maximum handle-range-y-minimum handle-switched id image-opacity kind layer line-distance
      line-skew luminance marker-end marker-end-center marker-end-width marker-start marker-start-center
      marker-start-width master-page-name may-script measure-align measure-vertical-align mime-type
      mirror-horizontal mirror-vertical modifiers name nav-order nohref notify-on-update-of-ranges object
      ole-draw-aspect opacity opacity-name page-number parallel path-stretchpoint-x path-stretchpoint-y placing
      points protected recreate-on-edit red rotation secondary-fill-color shadow shadow-color shadow-offset-x
      shadow-offset-y shadow-opacity shape-id sharpness show-unit start start-angle start-color start-glue-point
      start-guide start-intensity start-line-spacing-horizontal start-line-spacing-vertical start-shape stroke
      stroke-dash stroke-dash-names stroke-linejoin style style-name symbol-color text-areas text-path
      text-path-allowed text-path-mode text-path-same-letter-heights text-path-scale text-rotate-angle
      text-style-name textarea-horizontal-align textarea-vertical-align tile-repeat-offset transform type unit value
      visible-area-height visible-area-left visible-area-top visible-area-width wrap-influence-on-position z-index
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:meta:1.0': {
    elements: `
      auto-reload creation-date date-string document-statistic editing-cycles editing-duration generator
      hyperlink-behaviour initial-creator keyword print-date printed-by template user-defined
    `,
    attributes: `
      cell-count character-count date delay draw-count frame-count image-count name non-whitespace-character-count
      object-count ole-object-count page-count paragraph-count row-count sentence-count syllable-count table-count
      value-type word-count
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:presentation:1.0': {
    elements: `
      animation-group animations date-time date-time-decl dim event-listener footer footer-decl header header-decl
      hide-shape hide-text notes placeholder play settings show show-shape show-text sound
    `,
    attributes: `
      action animations background-objects-visible background-visible class class-names delay direction
      display-date-time display-footer display-header display-page-number duration effect endless force-manual
      full-screen group-id master-element mouse-as-pen mouse-visible name node-type object pages path-id pause
      placeholder play-full presentation-page-layout-name preset-class preset-id preset-sub-type show
      show-end-of-presentation-slide show-logo source speed start-page start-scale start-with-navigator stay-on-top
      style-name transition-on-click transition-speed transition-style transition-type use-date-time-name
      use-footer-name use-header-name user-transformed verb visibility
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:script:1.0': {
    elements: `
      event-listener
    `,
    attributes: `
      event-name language macro-name
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:smil-compatible:1.0': {
    elements: ``,
    attributes: `
      accelerate accumulate additive attributeName autoReverse begin by calcMode decelerate direction dur end
      endsync fadeColor fill fillDefault from keySplines keyTimes mode repeatCount repeatDur restart restartDefault
      subtype targetElement to type values
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:style:1.0': {
    elements: `
      background-image chart-properties column column-sep columns default-page-layout default-style
      drawing-page-properties drop-cap font-face footer footer-left footer-style footnote-sep graphic-properties
      handout-master header header-footer-properties header-left header-style list-level-label-alignment
      list-level-properties map master-page page-layout page-layout-properties paragraph-properties
      presentation-page-layout region-center region-left region-right ruby-properties section-properties style
      tab-stop tab-stops table-cell-properties table-column-properties table-properties table-row-properties
      text-properties
    `,
    attributes: `
      adjustment apply-style-name auto-text-indent auto-update background-transparency base-cell-address
      border-line-width border-line-width-bottom border-line-width-left border-line-width-right
      border-line-width-top cell-protect char class color column-width condition country-asian country-complex
      data-style-name decimal-places default-outline-level diagonal-bl-tr diagonal-bl-tr-widths diagonal-tl-br
      diagonal-tl-br-widths direction display display-name distance distance-after-sep distance-before-sep
      dynamic-spacing editable family filter-name first-page-number flow-with-text font-adornments font-charset
      font-charset-asian font-charset-complex font-family-asian font-family-complex font-family-generic
      font-family-generic-asian font-family-generic-complex font-independent-line-spacing font-name font-name-asian
      font-name-complex font-pitch font-pitch-asian font-pitch-complex font-relief font-size-asian font-size-complex
      font-size-rel font-size-rel-asian font-size-rel-complex font-style-asian font-style-complex font-style-name
      font-style-name-asian font-style-name-complex font-weight-asian font-weight-complex footnote-max-height
      glyph-orientation-vertical height horizontal-pos horizontal-rel join-border justify-single-word language-asian
      language-complex layout-grid-base-height layout-grid-base-width layout-grid-color layout-grid-display
      layout-grid-lines layout-grid-mode layout-grid-print layout-grid-ruby-below layout-grid-ruby-height
      layout-grid-snap-to layout-grid-standard-mode leader-char leader-color leader-style leader-text
      leader-text-style leader-type leader-width legend-expansion legend-expansion-aspect-ratio length
      letter-kerning line-break line-height-at-least line-spacing line-style lines list-level list-style-name
      master-page-name may-break-between-rows min-row-height mirror name next-style-name num-format num-letter-sync
      num-prefix num-suffix number-wrapped-paragraphs overflow-behavior page-layout-name page-number page-usage
      paper-tray-name parent-style-name percentage-data-style-name position print print-content print-orientation
      print-page-order protect punctuation-wrap register-true register-truth-ref-style-name rel-column-width
      rel-height rel-width repeat repeat-content rfc-language-tag rfc-language-tag-asian rfc-language-tag-complex
      rotation-align rotation-angle row-height ruby-align ruby-position run-through scale-to scale-to-pages
      script-asian script-complex script-type shadow shrink-to-fit snap-to-layout-grid style style-name
      tab-stop-distance table-centering text-align-source text-autospace text-blinking text-combine
      text-combine-end-char text-combine-start-char text-emphasize text-line-through-color text-line-through-mode
      text-line-through-style text-line-through-text text-line-through-text-style text-line-through-type
      text-line-through-width text-outline text-overline-color text-overline-mode text-overline-style
      text-overline-type text-overline-width text-position text-rotation-angle text-rotation-scale text-scale
      text-underline-color text-underline-mode text-underline-style text-underline-type text-underline-width type
      use-optimal-column-width use-optimal-row-height use-window-font-color vertical-align vertical-pos vertical-rel
      volatile width wrap wrap-contour wrap-contour-mode wrap-dynamic-threshold writing-mode writing-mode-automatic
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0': {
    elements: `
      definition-src desc font-face-format font-face-name font-face-src font-face-uri linearGradient radialGradient
      stop title
    `,
    attributes: `
      accent-height alphabetic ascent bbox cap-height cx cy d descent fill-rule font-family font-size font-stretch
      font-style font-variant font-weight fx fy gradientTransform gradientUnits hanging height ideographic
      mathematical name offset origin overline-position overline-thickness panose-1 path r rx ry slope spreadMethod
      stemh stemv stop-color stop-opacity strikethrough-position strikethrough-thickness string stroke-color
      stroke-linecap stroke-opacity stroke-width type underline-position underline-thickness unicode-range
      units-per-em v-alphabetic v-hanging v-ideographic v-mathematical viewBox width widths x x-height x1 x2 y y1 y2
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0': {
    elements: ``,
    attributes: `
      background-color border border-bottom border-left border-right border-top break-after break-before clip color
      column-count column-gap country end-indent font-family font-size font-style font-variant font-weight height
      hyphenate hyphenation-keep hyphenation-ladder-count hyphenation-push-char-count hyphenation-remain-char-count
      keep-together keep-with-next language letter-spacing line-height margin margin-bottom margin-left margin-right
      margin-top max-height max-width min-height min-width orphans padding padding-bottom padding-left padding-right
      padding-top page-height page-width script space-after space-before start-indent text-align text-align-last
      text-indent text-shadow text-transform widows width wrap-option
    `,
  },
};
