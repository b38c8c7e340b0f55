import { questionLabel } from '../../settings/questions.ts';
import { inLanguage, type Language } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { day } from '../kernel/clock.ts';
import { ownValue } from '../kernel/own-value.ts';
import type { Measure } from '../decision/measure.ts';
import { letterDay } from '../decision/letter-template.ts';
import { letterText, type WholeLetter } from '../decision/letter-text.ts';
import { isMailText } from '../thread/by-mail.ts';
import { attachmentsOfEntry, type Entry } from '../thread/entry.ts';
import { copyWords, type CopyWords } from './copy-words.ts';
import type { DataRequest } from './data-request.ts';

/** What of a case may be told to who asks: their own letters and measures, and their own conversation. */
export type Tellable = {
  readonly letters: readonly WholeLetter[];
  readonly measures: readonly Measure[];
  readonly entries: readonly Entry[];
  /** The channel whose questions a report among the entries answers. */
  readonly channel: string;
  /** When their conversation goes; absent where there is none, and for everybody but the reporter. */
  readonly keptUntil: Date | undefined;
};

type Spoken = { readonly settings: Settings; readonly language: Language; readonly words: CopyWords };

const measureLine = (
  { settings, language, words }: Spoken,
  { type, from, until, status }: Measure,
): string => {
  const label = ownValue(settings.decisions.measures, type)?.label;
  const begins = letterDay(from, language);
  const lasts =
    until === undefined ? words.measureFrom(begins) : words.measureUntil(begins, letterDay(until, language));
  return `- ${[label === undefined ? type : inLanguage(label, language), lasts, words.status[status]].join('; ')}`;
};

const who = (words: CopyWords, { from, on }: Entry, language: Language): string => {
  const said = letterDay(day(new Date(on)), language);
  if (from === 'team') return words.team(said);
  return from === 'automatic' ? words.automatic(said) : words.you(said);
};

/** What somebody wrote into an entry. What is told by a button alone has no text, and is left out. */
const entryLines = (spoken: Spoken, channel: string, entry: Entry): readonly string[] => {
  const { settings, language, words } = spoken;
  const texts =
    entry.kind === 'report'
      ? [...entry.texts].map(([id, text]) => `${questionLabel(settings, channel, id, language)}\n${text}`)
      : [...textsIn(entry, language), ...mailTextsIn(spoken, channel, entry)];
  const names = attachmentsOfEntry(entry).map(({ name }) => name);
  const parts = [...texts, ...(names.length > 0 ? [words.files(names.join(', '))] : [])];
  return parts.length === 0 ? [] : [[who(words, entry, language), ...parts].join('\n')];
};

/** What else a mail held that the entry came by. */
const mailTextsIn = ({ settings, language }: Spoken, channel: string, { texts }: Entry): readonly string[] =>
  [...texts]
    .filter(([name]) => isMailText(name))
    .map(([name, text]) => `${questionLabel(settings, channel, name, language)}\n${text}`);

/** Texts of the service stand by language. */
const textsIn = ({ from, texts }: Entry, language: Language): readonly string[] => {
  const text = from === 'automatic' ? (texts.get(language) ?? [...texts.values()][0]) : texts.get('text');
  return text === undefined || text === '' ? [] : [text];
};

/**
 * The copy for somebody who asks what is stored about them, as a text to hand over. It names neither the case nor anybody
 * of the team, and holds nothing that anybody else wrote.
 */
export const dataCopy = (
  settings: Settings,
  { person, language }: Pick<DataRequest, 'person' | 'language'>,
  tellable: Tellable,
  today: string,
): { readonly direction: 'ltr' | 'rtl'; readonly text: string } => {
  const words = copyWords[language];
  const spoken = { settings, language, words };
  const section = (heading: string, lines: readonly string[]): string =>
    `${heading}\n\n${lines.length === 0 ? words.nothing : lines.join('\n\n')}`;
  const isRespondent = person === 'respondent';
  const measures = tellable.measures.map((one) => measureLine(spoken, one)).join('\n');
  const entries = tellable.entries.flatMap((entry) => entryLines(spoken, tellable.channel, entry));
  const { told, notTold } = settings.dataRequests;
  const text = [
    words.title(inLanguage(settings.organisation, language)),
    words.asOf(letterDay(today, language)),
    `${words.told}\n\n${inLanguage(told[person], language)}`,
    ...(isRespondent ? [section(words.letters, tellable.letters.map(letterText))] : []),
    ...(isRespondent ? [section(words.measures, measures === '' ? [] : [measures])] : []),
    ...(person === 'other' ? [] : [section(words.conversation, entries)]),
    ...(tellable.keptUntil ? [words.kept(letterDay(day(tellable.keptUntil), language))] : []),
    `${words.notTold}\n\n${inLanguage(notTold, language)}`,
  ].join('\n\n');
  return { direction: words.direction, text };
};
