import type { Cleaning } from '../cleaning.ts';
import type { XmlRules } from './rewrite-xml.ts';

const office = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0';
const config = 'urn:oasis:names:tc:opendocument:xmlns:config:1.0';
const elements = new Set(
  `document-settings settings config-item-set config-item config-item-map-indexed config-item-map-entry
   config-item-map-named`.split(/\s+/),
);
/** Texts that say how a document is shown. All other texts, and printers' set-ups in base64, go. */
const texts = new Set(['ViewId', 'ActiveTable']);

/** Settings of a program: numbers and switches stay, but for those that mark a session of editing. */
export const settingsRules = (cleaning: Cleaning): XmlRules => ({
  element: ({ namespace, local, attribute }) => {
    if (![office, config].includes(namespace) || !elements.has(local)) return 'drop';
    if (local !== 'config-item') return 'keep';
    const name = attribute('name') ?? '';
    const isText = ['string', 'base64Binary', 'datetime'].includes(attribute('type') ?? 'string');
    if (!/rsid/i.test(name) && (!isText || texts.has(name))) return 'keep';
    cleaning.found(/printer/i.test(name) ? 'printer' : /rsid/i.test(name) ? 'edit-history' : 'other-data');
    return 'drop';
  },
  attribute: ({ namespace, local, value }) => {
    const isKnown =
      (namespace === office && local === 'version') ||
      (namespace === config && ['name', 'type'].includes(local));
    return isKnown ? value : undefined;
  },
  namespace: (namespace) =>
    [office, config].includes(namespace) || namespace.startsWith('http://openoffice.org/2004/office'),
  onComment: () => cleaning.found('comment'),
  works: cleaning.works,
});
