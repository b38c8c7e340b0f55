import { all, choice, dictionary, numbers, stream, type Tables } from './shape.ts';

const widths = { positions: ['number', numbers] } as const;

/** ISO 32000-2 §9.5 to §9.10. */
export const fontShapes: Tables = {
  'the font': dictionary({
    ...all('name', 'Type', 'Subtype', 'Name', 'BaseFont'),
    ...all('number', 'FirstChar', 'LastChar', 'DW'),
    Widths: numbers,
    FontDescriptor: 'the font descriptor',
    Encoding: ['name', 'the encoding', 'the character map'],
    ToUnicode: ['name', 'the character map'],
    DescendantFonts: { list: 'the font' },
    CIDSystemInfo: 'the character collection',
    ...all(widths, 'W', 'W2'),
    DW2: numbers,
    CIDToGIDMap: ['name', 'the glyph map'],
    ...all(numbers, 'FontBBox', 'FontMatrix'),
    CharProcs: { names: 'the contents' },
    Resources: 'the resources',
  }),
  'the font descriptor': dictionary({
    ...all('name', 'Type', 'FontName', 'FontStretch', 'Lang'),
    FontFamily: 'label',
    ...all('number', 'FontWeight', 'Flags', 'ItalicAngle', 'Ascent', 'Descent', 'Leading', 'CapHeight'),
    ...all('number', 'XHeight', 'StemV', 'StemH', 'AvgWidth', 'MaxWidth', 'MissingWidth'),
    FontBBox: numbers,
    ...all('the font file', 'FontFile', 'FontFile2', 'FontFile3'),
    CharSet: 'string',
    Style: 'the font style',
    FD: { names: 'the font descriptor' },
    CIDSet: 'the glyph map',
  }),
  'the font style': dictionary({ Panose: 'string' }),
  'the font file': stream({ Subtype: 'name', ...all('number', 'Length1', 'Length2', 'Length3') }),
  'the glyph map': stream({}),
  'the encoding': dictionary({
    ...all('name', 'Type', 'BaseEncoding'),
    Differences: { positions: ['number', 'name'] },
  }),
  'the character map': stream({
    ...all('name', 'Type', 'CMapName'),
    CIDSystemInfo: ['the character collection', { list: 'the character collection' }],
    WMode: 'number',
    UseCMap: ['name', 'the character map'],
  }),
  'the character collection': dictionary({
    ...all('string', 'Registry', 'Ordering'),
    Supplement: 'number',
  }),
};

/** Tagged documents (ISO 32000-2 §14.7, §14.8). */
export const structureShapes: Tables = {
  'the structure tree': dictionary({
    Type: 'name',
    K: ['the structure element', { list: 'the structure element' }],
    IDTree: { tree: 'the structure element' },
    ParentTree: { tree: ['the structure element', { positions: 'the structure element' }] },
    ParentTreeNextKey: 'number',
    RoleMap: { names: 'name' },
    ClassMap: { names: ['the attributes', { list: 'the attributes' }] },
    Namespaces: { list: 'the namespace' },
  }),
  'the structure kid': choice('Type', { MCR: 'the marked content reference', OBJR: 'the object reference' }, [
    'number',
    'the structure element',
    { list: 'the structure kid' },
  ]),
  'the structure element': dictionary({
    ...all('name', 'Type', 'S'),
    ID: 'string',
    P: 'the structure parent',
    Pg: 'the page node',
    K: 'the structure kid',
    A: ['the attributes', { list: ['the attributes', 'number'] }],
    C: ['name', { list: ['name', 'number'] }],
    R: 'number',
    ...all('label', 'E', 'ActualText', 'Phoneme'),
    ...all('caption', 'T', 'Alt'),
    Lang: 'string',
    PhoneticAlphabet: 'name',
    NS: 'the namespace',
    Ref: { list: 'the structure element' },
  }),
  'the structure parent': choice('Type', { StructTreeRoot: 'the structure tree' }, 'the structure element'),
  'the namespace': dictionary({
    Type: 'name',
    NS: 'web-address',
    RoleMapNS: { names: ['name', { positions: ['name', 'the namespace'] }] },
  }),
  'the marked content reference': dictionary({
    Type: 'name',
    Pg: 'the page node',
    MCID: 'number',
    Stm: 'the xobject',
    StmOwn: 'the annotation',
  }),
  'the object reference': dictionary({
    Type: 'name',
    Pg: 'the page node',
    Obj: ['the annotation', 'the xobject'],
  }),
  'the attributes': choice(
    'O',
    Object.fromEntries(
      ['Layout', 'List', 'Table', 'PrintField', 'Artifact'].map((owner) => [owner, 'the layout'] as const),
    ),
  ),
  'the layout': dictionary({
    ...all('name', 'O', 'Placement', 'WritingMode', 'TextAlign', 'BlockAlign', 'InlineAlign', 'Role'),
    ...all('name', 'TextDecorationType', 'RubyAlign', 'RubyPosition', 'ListNumbering', 'Scope', 'Type'),
    ...all('name', 'Subtype', 'checked', 'Checked', 'TextPosition', 'ListNumbering'),
    ...all(['name', { positions: 'name' }], 'BorderStyle', 'TBorderStyle'),
    ...all(numbers, 'BackgroundColor', 'Color', 'BBox', 'TextDecorationColor', 'ColumnWidths'),
    ...all(['number', numbers], 'BorderThickness', 'Padding', 'TPadding', 'ColumnGap'),
    BorderColor: { positions: ['number', numbers] },
    ...all('number', 'SpaceBefore', 'SpaceAfter', 'StartIndent', 'EndIndent', 'TextIndent'),
    ...all('number', 'BaselineShift', 'TextDecorationThickness', 'ColumnCount', 'RowSpan', 'ColSpan'),
    ...all(['name', 'number'], 'Width', 'Height', 'LineHeight', 'GlyphOrientationVertical'),
    ColumnWidths: ['number', numbers],
    ContinuedList: 'boolean',
    ContinuedFrom: 'string',
    Headers: { list: 'string' },
    ...all('label', 'Summary', 'Short', 'Desc'),
    Attached: { list: 'name' },
  }),
};
