import type { Language } from '../../settings/localised.ts';
import { ar } from './ar.ts';
import { en, type Messages } from './en.ts';
import { es } from './es.ts';

/** The messages of every language: adding a language is one file and one line here. */
export const catalogue: Readonly<Record<Language, Messages>> = { en, es, ar };
