import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { freeText, messageLimitBytes, requiredText } from '../../domain/text.ts';

const reason = requiredText(4 * 1024);
const channel = z.string().max(64);
const briefText = freeText(1024).default('');

export const newTransfer = z.strictObject({
  channel: channel.describe('The channel that is to look after the case.'),
  reason: reason.describe('Kept among the notes.'),
});

export const transferred = z.object({
  id: z.string(),
  channel: z.string(),
  version: z.int(),
  visible: z.boolean().describe('Whether you may still see the case.'),
});

export const newSplit = z.strictObject({
  channel: channel.describe('The channel that is to look after this part.'),
  text: requiredText(messageLimitBytes).describe('What the new case begins with, as you write or copy it.'),
  persons: briefText.describe('Persons the part is about: shown for the check of conflicts.'),
  spaces: briefText.describe('Where it happened.'),
  reason,
});

export const splitOff = z.object({
  id: z.string().optional().describe('Of the new case; absent when it is not yours to see.'),
  caseName,
  channel: z.string(),
});

export const newLink = z.strictObject({
  caseId: z.string().max(64).describe('Another case about the same incident; you must be able to see it.'),
  reason,
});
