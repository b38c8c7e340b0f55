import * as z from 'zod';

/** 128 random bits as 22 characters of base64url. */
export const caseId = z.string().regex(/^[\w-]{22}$/);
