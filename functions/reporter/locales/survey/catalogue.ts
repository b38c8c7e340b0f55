import type { Language } from '../../../settings/localised.ts';
import { survey as ar } from './ar.ts';
import { survey as en, type SurveyMessages } from './en.ts';
import { survey as es } from './es.ts';

export const surveyCatalogue: Readonly<Record<Language, SurveyMessages>> = { en, es, ar };
