import { alias, all, choice, dictionary, numbers, stream, type Tables } from './shape.ts';

const shading = {
  ShadingType: 'number',
  ColorSpace: 'the color space',
  ...all(numbers, 'Background', 'BBox', 'Domain', 'Coords', 'Matrix', 'Decode'),
  AntiAlias: 'boolean',
  Function: ['the function', { positions: 'the function' }],
  Extend: { positions: 'boolean' },
  ...all('number', 'BitsPerCoordinate', 'BitsPerComponent', 'BitsPerFlag', 'VerticesPerRow'),
} as const;

const functionEntries = {
  FunctionType: 'number',
  ...all(numbers, 'Domain', 'Range', 'Size', 'Encode', 'Decode', 'C0', 'C1', 'Bounds'),
  ...all('number', 'BitsPerSample', 'Order', 'N'),
  Functions: { positions: 'the function' },
} as const;

/** Measured numbers are those of one screen or scanner; two digits say enough of a colour. */
const calibrated = dictionary({
  ...all({ positions: 'rounded' }, 'WhitePoint', 'BlackPoint', 'Matrix'),
  Range: numbers,
  Gamma: ['rounded', { positions: 'rounded' }],
});

/** Pictures, forms, patterns, colours and functions (ISO 32000-2 §7.10, §8.6 to §8.10). */
export const drawingShapes: Tables = {
  'the xobject': choice('Subtype', { Image: 'the picture', Form: 'the form' }),
  'the picture': stream(
    {
      ...all('name', 'Type', 'Subtype', 'Intent', 'Name'),
      ...all('number', 'Width', 'Height', 'BitsPerComponent', 'SMaskInData', 'StructParent'),
      ColorSpace: 'the color space',
      ...all('boolean', 'ImageMask', 'Interpolate'),
      Mask: [numbers, 'the picture'],
      ...all(numbers, 'Decode', 'Matte'),
      SMask: 'the picture',
      Alternates: { list: 'the other picture' },
      OC: 'the layer or membership',
    },
    'picture',
  ),
  'the other picture': dictionary({
    Image: 'the picture',
    DefaultForPrinting: 'boolean',
    OC: 'the layer or membership',
  }),
  'the form': stream(
    {
      ...all('name', 'Type', 'Subtype', 'Name'),
      ...all('number', 'FormType', 'StructParent', 'StructParents'),
      ...all(numbers, 'BBox', 'Matrix'),
      Resources: 'the resources',
      Group: 'the group',
      OC: 'the layer or membership',
    },
    'drawing',
  ),
  'the pattern': choice('PatternType', { 1: 'the tiling', 2: 'the shading pattern' }),
  'the tiling': stream(
    {
      Type: 'name',
      ...all('number', 'PatternType', 'PaintType', 'TilingType', 'XStep', 'YStep'),
      ...all(numbers, 'BBox', 'Matrix'),
      Resources: 'the resources',
    },
    'drawing',
  ),
  'the shading pattern': dictionary({
    Type: 'name',
    PatternType: 'number',
    Shading: 'the shading',
    Matrix: numbers,
    ExtGState: 'the graphics state',
  }),
  'the shading': alias(['the plain shading', 'the mesh']),
  'the plain shading': dictionary(shading),
  'the mesh': stream(shading),
  'the function': alias(['name', 'the plain function', 'the stream function']),
  'the plain function': dictionary(functionEntries),
  'the stream function': stream(functionEntries),
  'the color space': alias(['name', 'the color space array']),
  'the color space array': {
    kind: 'tuples',
    tuples: {
      ...Object.fromEntries(
        ['DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'G', 'RGB', 'CMYK'].map((name) => [name, ['name']]),
      ),
      CalGray: ['name', 'the calibration'],
      CalRGB: ['name', 'the calibration'],
      Lab: ['name', 'the calibration'],
      ICCBased: ['name', 'the color profile'],
      Indexed: ['name', 'the color space', 'number', ['string', 'the lookup table']],
      I: ['name', 'the color space', 'number', ['string', 'the lookup table']],
      Pattern: ['name', 'the color space'],
      Separation: ['name', 'name', 'the color space', 'the function'],
      DeviceN: ['name', { positions: 'name' }, 'the color space', 'the function', 'the colorants'],
    },
  },
  'the calibration': calibrated,
  'the lookup table': stream({}),
  'the color profile': stream({ N: 'number', Alternate: 'the color space', Range: numbers }, 'profile'),
  'the colorants': dictionary({
    Subtype: 'name',
    Colorants: { names: 'the color space' },
    Process: 'the process colors',
    MixingHints: 'the mixing hints',
  }),
  'the process colors': dictionary({ ColorSpace: 'the color space', Components: { positions: 'name' } }),
  'the mixing hints': dictionary({
    Solidities: { names: 'number' },
    PrintingOrder: { list: 'name' },
    DotGain: { names: 'the function' },
  }),
};
