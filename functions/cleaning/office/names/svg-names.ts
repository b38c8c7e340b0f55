import type { KnownNames } from './known-names.ts';

/** What draws in SVG 1.1 and 2; nothing that runs or embeds another kind of document. */
export const svgNames: KnownNames = {
  'http://www.w3.org/2000/svg': {
    elements: `
      a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
      feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
      feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
      feTile feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline
      radialGradient rect stop style svg switch symbol text textPath title tspan use view
    `,
    attributes: `
      alignment-baseline amplitude azimuth baseFrequency baseline-shift baseProfile bias class clip clip-path clip-rule
      clipPathUnits color color-interpolation color-interpolation-filters cursor cx cy d diffuseConstant direction
      display divisor dominant-baseline dx dy edgeMode elevation exponent fill fill-opacity fill-rule filter filterUnits
      flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
      fr fx fy glyph-orientation-vertical gradientTransform gradientUnits height href id image-rendering in in2
      intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust letter-spacing lighting-color
      limitingConeAngle marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask
      maskContentUnits maskUnits media mode numOctaves offset opacity operator order orient overflow paint-order
      pathLength patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ
      preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY requiredFeatures result rotate rx ry scale seed
      shape-rendering slope specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles
      stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
      stroke-opacity stroke-width style surfaceScale systemLanguage tableValues target targetX targetY text-anchor
      text-decoration text-rendering textLength transform type unicode-bidi values vector-effect version viewBox
      visibility white-space width word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
    `,
  },
  'http://www.w3.org/1999/xlink': { elements: '', attributes: 'href type show actuate' },
};
