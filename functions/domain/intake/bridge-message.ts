import * as z from 'zod';
import { questionsOf } from '../../settings/questions.ts';
import { firstQuestion, type Settings } from '../../settings/schema.ts';
import { freeText, reportLimitBytes, requiredText, withoutUnsafeCharacters } from '../kernel/text.ts';

const senderLimitBytes = 500;

/** Characters that are refused in a form are left out of what a program brings: nobody is there to correct it. */
const cleaned = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z.string().transform(withoutUnsafeCharacters).pipe(schema);

/** A direct message as a bridge brings it. */
export const bridgeMessage = (textLimitBytes: number) =>
  z.strictObject({
    id: z
      .string()
      .regex(/^[!-~]{1,200}$/, 'Must be 1 to 200 printable ASCII characters without spaces.')
      .describe('Of the message in the chat: sent twice with the same content, it is one case.'),
    text: cleaned(requiredText(textLimitBytes)).describe('What was written, without markup.'),
    sender: z
      .strictObject({
        handle: cleaned(requiredText(senderLimitBytes)).describe('By which the chat finds them again.'),
        name: cleaned(freeText(senderLimitBytes)).optional(),
      })
      .optional()
      .describe(
        'Sealed apart from the text, as name and contact of any report. Absent: an anonymous report.',
      ),
    sentOn: z.iso.date().optional().describe('The day on which it was written; no time is taken.'),
  });
export type BridgeMessage = z.infer<ReturnType<typeof bridgeMessage>>;

/** The most that any channel's first question takes; one channel may take less. */
export const anyBridgeMessage = bridgeMessage(reportLimitBytes);

export const bridgeMessageTo = (settings: Settings, channel: string) => {
  const first = questionsOf(settings, channel).find(({ id }) => id === firstQuestion);
  return bridgeMessage(first?.limitBytes ?? reportLimitBytes);
};
