import * as z from 'zod';

/** The ARN of the one KMS key. @throws when the environment lacks it; a composition root calls it at the start */
export const keyId = (variables: unknown): string =>
  z.object({ KEY_ID: z.string().min(1) }).parse(variables).KEY_ID;
