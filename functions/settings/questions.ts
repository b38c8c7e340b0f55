import { mailLabel } from './mail-labels.ts';
import { inLanguage, type Language } from './localised.ts';
import type { QuestionSettings, Settings } from './schema.ts';

export type Question = QuestionSettings & { readonly id: string };

/** A channel's questions in the order of its form. */
export const questionsOf = (settings: Settings, channel: string): Question[] =>
  Object.entries(settings.channels[channel]?.questions ?? {})
    .map(([id, question]) => ({ id, ...question }))
    .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));

/**
 * What a question is called: as the channel calls it, or any other that asks it; one that is no longer asked anywhere is
 * called by its id.
 */
export const questionLabel = (
  settings: Settings,
  channel: string,
  id: string,
  language: Language,
): string => {
  const asked = (name: string): QuestionSettings | undefined =>
    Object.hasOwn(settings.channels, name) ? settings.channels[name]?.questions[id] : undefined;
  const question = asked(channel) ?? Object.keys(settings.channels).flatMap((name) => asked(name) ?? [])[0];
  return question ? inLanguage(question.label, language) : (mailLabel(id, language) ?? id);
};
