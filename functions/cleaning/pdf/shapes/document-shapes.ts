import { alias, all, choice, dictionary, numbers, stream, type Shape, type Tables } from './shape.ts';

/** `[page /Fit …]`, its page by reference or, in another document, by number (ISO 32000-2 §12.3.2). */
const place: Shape = { positions: ['the page node', 'the structure element', 'number', 'name', 'string'] };

/** The catalog and what hangs on it alone (ISO 32000-2 §7.7, §12.3, §12.4, §8.11). */
export const documentShapes: Tables = {
  'the catalog': dictionary({
    ...all('name', 'Type', 'Version', 'PageLayout', 'PageMode'),
    Pages: 'the page node',
    PageLabels: { tree: 'the page label' },
    Names: 'the names',
    Dests: { names: 'the destination' },
    ViewerPreferences: 'the viewer preferences',
    Outlines: 'the outline item',
    Threads: { list: 'the article' },
    OpenAction: ['the action', 'the destination'],
    AA: 'the triggers',
    AcroForm: 'the form fields',
    StructTreeRoot: 'the structure tree',
    MarkInfo: 'the mark information',
    Lang: 'string',
    OutputIntents: { list: 'the output intent' },
    OCProperties: 'the optional content',
    NeedsRendering: 'boolean',
    Collection: 'the collection',
  }),
  // Attached files are what such a document shows.
  'the collection': { kind: 'stop', why: 'embedded-file' },
  'the names': dictionary({
    Dests: { tree: 'the destination' },
    AP: { tree: 'the xobject' },
    JavaScript: { tree: 'the action' },
    Pages: { tree: 'the page node' },
    Templates: { tree: 'the page node' },
  }),
  'the destination': alias([place, 'name', 'string', 'the destination dictionary']),
  'the destination dictionary': dictionary({ D: place, SD: place }),
  'the page label': dictionary({ Type: 'name', S: 'name', P: 'label', St: 'number' }),
  'the viewer preferences': dictionary({
    ...all('boolean', 'HideToolbar', 'HideMenubar', 'HideWindowUI', 'FitWindow', 'CenterWindow'),
    ...all('boolean', 'DisplayDocTitle', 'PickTrayByPDFSize'),
    ...all('name', 'NonFullScreenPageMode', 'Direction', 'ViewArea', 'ViewClip', 'PrintArea', 'PrintClip'),
    ...all('name', 'PrintScaling', 'Duplex'),
    PrintPageRange: numbers,
    NumCopies: 'number',
    Enforce: { list: 'name' },
  }),
  // The root of the outline is one of them: each item's parent may be it.
  'the outline item': dictionary({
    Type: 'name',
    Title: 'label',
    ...all('the outline item', 'Parent', 'Prev', 'Next', 'First', 'Last'),
    ...all('number', 'Count', 'F'),
    Dest: 'the destination',
    A: 'the action',
    SE: 'the structure element',
    C: numbers,
  }),
  'the article': dictionary({ Type: 'name', F: 'the bead', I: 'the article information' }),
  'the article information': dictionary({ Title: 'label' }),
  'the bead': dictionary({
    Type: 'name',
    T: 'the article',
    N: 'the bead',
    V: 'the bead',
    P: 'the page node',
    R: numbers,
  }),
  'the mark information': dictionary(all('boolean', 'Marked', 'UserProperties', 'Suspects')),
  // Its texts may name a printer and a room; readers go by the profile.
  'the output intent': dictionary({
    Type: 'name',
    S: 'name',
    OutputConditionIdentifier: { constant: { kind: 'string', bytes: Buffer.from('Custom') } },
    DestOutputProfile: 'the color profile',
  }),
  'the optional content': dictionary({
    OCGs: { list: 'the layer' },
    D: 'the layer settings',
    Configs: { list: 'the layer settings' },
  }),
  'the layer settings': dictionary({
    Name: 'label',
    ...all('name', 'BaseState', 'ListMode'),
    ...all({ list: 'the layer' }, 'ON', 'OFF', 'Locked'),
    Intent: ['name', { list: 'name' }],
    AS: { list: 'the layer usage rule' },
    Order: { list: 'the layer order' },
    RBGroups: { list: { list: 'the layer' } },
  }),
  'the layer order': alias(['the layer', 'label', { list: 'the layer order' }]),
  'the layer usage rule': dictionary({
    Event: 'name',
    OCGs: { list: 'the layer' },
    Category: { list: 'name' },
  }),
  'the layer': dictionary({
    Type: 'name',
    Name: 'caption',
    Intent: ['name', { list: 'name' }],
    Usage: 'the layer usage',
  }),
  // Who made a layer and for whom it is are left out.
  'the layer usage': dictionary({
    Language: 'the layer language',
    ...all('the layer state', 'Export', 'Print', 'View', 'PageElement'),
    Zoom: 'the layer zoom',
  }),
  'the layer language': dictionary({ Lang: 'string', Preferred: 'name' }),
  'the layer state': dictionary(all('name', 'ExportState', 'PrintState', 'ViewState', 'Subtype')),
  'the layer zoom': dictionary(all('number', 'min', 'max')),
  'the layer membership': dictionary({
    ...all('name', 'Type', 'P'),
    OCGs: ['the layer', { list: 'the layer' }],
    VE: 'the layer expression',
  }),
  'the layer expression': alias({ positions: ['name', 'the layer', 'the layer expression'] }),
  'the layer or membership': choice('Type', { OCG: 'the layer', OCMD: 'the layer membership' }, 'the layer'),
  'the text stream': stream({}, 'text'),
};
