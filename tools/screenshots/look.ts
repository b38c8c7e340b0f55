import type { Page } from 'playwright-core';

/** Called on each page and state, with its name; a second window is handed over. */
export type Look = (name: string, page: Page) => Promise<void>;

/** What a service that is over its limits answers. */
export const busy = { kind: 'fail', code: 'ThrottlingException', statusCode: 400 } as const;
