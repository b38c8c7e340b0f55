import type { Language } from '../../settings/localised.ts';
import { ar } from './ar.ts';
import { en, type DoorMessages } from './en.ts';
import { es } from './es.ts';

/** What the pages say of those who are heard without an account, by language. */
export const doorCatalogue: Readonly<Record<Language, DoorMessages>> = { en, es, ar };
