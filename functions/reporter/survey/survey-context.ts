import type { SurveyContext } from '../../domain/survey/answer-survey.ts';
import type { ReporterContext } from '../reporter-context.ts';

export const surveyContext = (
  { settings, store, keys, random }: ReporterContext,
  now: Date,
): SurveyContext => ({
  settings,
  store,
  registerRing: async (channel) => (await keys(now)).ring(channel, 'register'),
  random,
  now,
});
