import { all, choice, dictionary, numbers, stream, type Shape, type Tables } from './shape.ts';

const common = {
  ...all('name', 'Type', 'Subtype', 'AS', 'BM'),
  ...all(numbers, 'Rect', 'C', 'QuadPoints', 'RD', 'IC'),
  Contents: 'string',
  P: 'the page node',
  ...all('number', 'F', 'StructParent', 'CA', 'ca'),
  AP: 'the appearances',
  Border: { positions: ['number', numbers] },
  OC: 'the layer or membership',
  Lang: 'string',
  BS: 'the border style',
  BE: 'the border effect',
} as const;

const markup = {
  ...common,
  Popup: 'the annotation',
  IRT: 'the annotation',
  ...all('name', 'RT', 'IT', 'Name', 'Sy'),
  RC: ['string', 'the text stream'],
  Subj: 'label',
  Open: 'boolean',
  ...all('string', 'State', 'StateModel', 'DA', 'DS', 'OverlayText'),
  Q: 'number',
  CL: numbers,
  LE: ['name', { positions: 'name' }],
  ...all(numbers, 'L', 'Vertices', 'CO'),
  ...all('number', 'LL', 'LLE', 'LLO', 'Rotate'),
  Cap: 'boolean',
  CP: 'name',
  InkList: { list: numbers },
  Path: { list: numbers },
  RO: 'the xobject',
  Repeat: 'boolean',
  Sound: 'the sound',
} as const;

const fieldValue: Shape = [
  'name',
  'string',
  'number',
  { positions: ['string', 'name', 'number'] },
  'the text stream',
];

const field = {
  FT: 'name',
  Parent: 'the field',
  Kids: { list: 'the field' },
  T: 'string',
  ...all('label', 'TU', 'TM'),
  ...all('number', 'Ff', 'MaxLen', 'Q', 'TI'),
  ...all(fieldValue, 'V', 'DV', 'RV'),
  AA: 'the triggers',
  ...all('string', 'DA', 'DS'),
  Opt: { positions: ['string', { positions: 'string' }] },
  I: numbers,
} as const;

const comments = ['Text', 'FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight'];
const moreComments = ['Underline', 'Squiggly', 'StrikeOut', 'Stamp', 'Caret', 'Ink', 'FileAttachment'];
export const commentSubtypes: ReadonlySet<string> = new Set([
  ...comments,
  ...moreComments,
  'Sound',
  'Redact',
]);
const media = ['Movie', 'Screen', '3D', 'RichMedia'];

/** Annotations and forms (ISO 32000-2 §12.5, §12.7). Who made a comment and when are not among their entries. */
export const annotationShapes: Tables = {
  'the annotation': choice(
    'Subtype',
    {
      ...Object.fromEntries([...commentSubtypes].map((name) => [name, 'the comment'] as const)),
      ...Object.fromEntries(media.map((name) => [name, 'the media'] as const)),
      Link: 'the link',
      Popup: 'the popup',
      Widget: 'the widget',
      Watermark: 'the watermark',
    },
    'the other annotation',
  ),
  'the media': { kind: 'stop', why: 'not-understood' },
  'the comment': dictionary(markup),
  'the link': dictionary({
    ...common,
    A: 'the action',
    PA: 'the action',
    Dest: 'the destination',
    H: 'name',
  }),
  'the popup': dictionary({ ...common, Parent: 'the annotation', Open: 'boolean' }),
  'the widget': dictionary({
    ...common,
    ...field,
    H: 'name',
    MK: 'the appearance of a button',
    A: 'the action',
  }),
  'the watermark': dictionary({ ...common, FixedPrint: 'the fixed print' }),
  'the other annotation': dictionary(common),
  'the fixed print': dictionary({ Type: 'name', Matrix: numbers, ...all('number', 'H', 'V') }),
  'the appearances': dictionary(all(['the xobject', { names: 'the xobject' }], 'N', 'R', 'D')),
  'the border style': dictionary({ ...all('name', 'Type', 'S'), W: 'number', D: numbers }),
  'the border effect': dictionary({ S: 'name', I: 'number' }),
  'the sound': stream({ ...all('name', 'Type', 'E', 'CO'), ...all('number', 'R', 'C', 'B') }),
  'the appearance of a button': dictionary({
    ...all('number', 'R', 'TP'),
    ...all(numbers, 'BC', 'BG'),
    ...all('string', 'CA', 'RC', 'AC'),
    ...all('the xobject', 'I', 'RI', 'IX'),
    IF: 'the icon fit',
  }),
  'the icon fit': dictionary({ ...all('name', 'SW', 'S'), A: numbers, FB: 'boolean' }),
  'the field': choice('Subtype', { Widget: 'the widget' }, 'the plain field'),
  'the plain field': dictionary(field),
  'the form fields': dictionary({
    Fields: { list: 'the field' },
    NeedAppearances: 'boolean',
    CO: { list: 'the field' },
    DR: 'the resources',
    DA: 'string',
    Q: 'number',
    XFA: 'the xfa form',
  }),
  'the xfa form': { kind: 'stop', why: 'not-understood' },
};

const next = { S: 'name', Type: 'name', Next: ['the action', { list: 'the action' }] } as const;
const fields = { positions: ['the field', 'string'] } as const;
const triggers = ['E', 'X', 'D', 'U', 'Fo', 'Bl', 'PO', 'PC', 'PV', 'PI', 'O', 'C', 'K', 'F', 'V'];

/** ISO 32000-2 §12.6. What opens another file or program on the maker's machine is not among them. */
export const actionShapes: Tables = {
  'the action': choice('S', {
    GoTo: 'the jump',
    GoToR: 'the remote action',
    Launch: 'the remote action',
    Thread: 'the thread action',
    URI: 'the web link',
    Sound: 'the sound action',
    Hide: 'the hiding',
    Named: 'the named action',
    SubmitForm: 'the submission',
    ResetForm: 'the reset',
    JavaScript: 'the script',
    SetOCGState: 'the layer action',
    Trans: 'the transition action',
    Rendition: 'the media',
    Movie: 'the media',
    RichMediaExecute: 'the media',
    GoTo3DView: 'the media',
  }),
  'the jump': dictionary({ ...next, D: 'the destination', SD: 'the destination' }),
  'the remote action': dictionary({ ...next, F: 'file', D: 'the destination', NewWindow: 'boolean' }),
  'the thread action': dictionary({ ...next, D: ['the article', 'number'], B: ['the bead', 'number'] }),
  'the web link': dictionary({ ...next, URI: 'web-address', IsMap: 'boolean' }),
  'the sound action': dictionary({
    ...next,
    Sound: 'the sound',
    Volume: 'number',
    ...all('boolean', 'Synchronous', 'Repeat', 'Mix'),
  }),
  'the hiding': dictionary({
    ...next,
    T: ['string', 'the field', { list: ['string', 'the field'] }],
    H: 'boolean',
  }),
  'the named action': dictionary({ ...next, N: 'name' }),
  'the submission': dictionary({ ...next, F: 'file', Fields: fields, Flags: 'number' }),
  'the reset': dictionary({ ...next, Fields: fields, Flags: 'number' }),
  'the script': dictionary({ ...next, JS: ['string', 'the text stream'] }),
  'the layer action': dictionary({
    ...next,
    State: { list: ['name', 'the layer'] },
    PreserveRB: 'boolean',
  }),
  'the transition action': dictionary({ ...next, Trans: 'the transition' }),
  'the triggers': dictionary(all('the action', ...triggers, 'WC', 'WS', 'DS', 'WP', 'DP')),
};

/** Without these an action would do nothing, and is left out; a node without kids is a page. */
export const neededEntries: ReadonlyMap<string, string> = new Map([
  ['the remote action', 'F'],
  ['the web link', 'URI'],
  ['the submission', 'F'],
  ['the pages', 'Kids'],
]);
