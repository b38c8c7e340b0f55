import { createHash } from 'node:crypto';

export const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('base64');
