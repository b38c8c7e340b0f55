import * as z from 'zod';
import { plainWords } from '../../kernel/plain-words.ts';
import { freeText } from '../../kernel/text.ts';
import { inLanguage } from '../../../settings/localised.ts';
import type { Settings } from '../../../settings/schema.ts';

/** Tags of a case, and characters of one: a brief stays in the size class that it has without them. */
export const mostTags = 8;
export const tagLength = 30;

type TagSettings = Pick<Settings, 'tags'>;

/** A tag as somebody writes it: one line with a letter or a digit. */
export const tagText = freeText(4 * tagLength)
  .refine(
    (text) => text.length <= tagLength && !text.includes('\n'),
    `Must be one line of at most ${tagLength} characters.`,
  )
  .refine((text) => plainWords(text) !== '', 'Must hold a letter or a digit.');

/** Tags to be added or taken off. */
export const tagTexts = z.array(tagText).max(mostTags, `At most ${mostTags} tags.`);

/** What a tag is called: by the settings, or as it was written. */
export const tagLabel = ({ tags }: TagSettings, tag: string): string => {
  const label = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  return label === undefined ? tag : inLanguage(label, 'en');
};

/** The name of a tag of the settings that is written so, by its name or by what it is called; else what is written. */
const known = (settings: TagSettings, text: string): string => {
  const plain = plainWords(text);
  const name = Object.keys(settings.tags).find(
    (one) => one === text || plainWords(tagLabel(settings, one)) === plain,
  );
  return name ?? text.replace(/\s+/g, ' ');
};

/** The tags of a case after a change, each once, those of before first. */
export const tagsAfter = (
  settings: TagSettings,
  before: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): readonly string[] => {
  const keyOf = (tag: string): string => plainWords(tagLabel(settings, tag));
  const gone = new Set(remove.map((text) => keyOf(known(settings, text))));
  const all = [...before, ...add.map((text) => known(settings, text))].filter((tag) => !gone.has(keyOf(tag)));
  return [...new Map(all.map((tag) => [keyOf(tag), tag] as const).reverse()).values()].reverse();
};
