import type { Language } from '../../../settings/localised.ts';
import { counted as ar } from './ar.ts';
import { counted as en, type CountedMessages } from './en.ts';
import { counted as es } from './es.ts';

export const countedCatalogue: Readonly<Record<Language, CountedMessages>> = { en, es, ar };
