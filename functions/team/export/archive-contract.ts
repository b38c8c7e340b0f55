import * as z from 'zod';
import { disclosure } from '../../domain/export/disclosure.ts';

/** The pass of encrypted files goes in this header. */
export const archivePassHeader = 'Archive-Pass';

export const archiveBegun = z.object({
  passphrase: z.string().describe('Opens every one of the files. It is given once and stored nowhere.'),
  pass: z
    .string()
    .describe(`Goes in the header ${archivePassHeader}: for who made them, while the copy is open.`),
  volumes: z.int().describe('In how many files; each is asked for by its number, from 1.'),
  names: z.array(z.string()),
  until: z.iso.datetime(),
});

export const archiveQuery = z.object({ volume: z.coerce.number().int().min(1).default(1) });

/** JSON of what of a case was handed out. */
export const disclosureList = z.object({
  disclosures: z.array(disclosure.extend({ number: z.int() })),
  damaged: z.int().describe('How many cannot be shown: what was stored is damaged.'),
});
