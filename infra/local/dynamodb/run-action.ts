import type { Action, ActionStore } from 'dynalite/db/index.js';
import { fromDynalite } from './refusals.ts';

/**
 * One of dynalite's actions as a promise.
 * @throws {Refusal}
 */
export const runAction = (action: Action, store: ActionStore, request: object): Promise<object> =>
  new Promise((resolve, reject) => {
    action(store, request, (error, result) => {
      if (error) reject(asError(fromDynalite(error)));
      else resolve(result ?? {});
    });
  });

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
