import * as z from 'zod';
import { expertPage } from './expert-page.ts';
import { platformPage } from './platform-page.ts';
import { responsePage } from './response-page.ts';
import { witnessPage } from './witness-page.ts';

/** What the page of a door shows besides the conversation, sealed as the summary of its thread. */
export const doorPage = z.discriminatedUnion('kind', [responsePage, witnessPage, expertPage, platformPage]);
export type DoorPage = z.infer<typeof doorPage>;
