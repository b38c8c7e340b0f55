import batchGetItem from 'dynalite/actions/batchGetItem.js';
import getItem from 'dynalite/actions/getItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import getItemRules from 'dynalite/validations/getItem.js';
import { readingStore } from './item-rows.ts';
import { validatePart, type QueryRequest, type TransactGetRequest } from './requests.ts';
import { runAction } from './run-action.ts';
import type { Store } from './store.ts';

export const getOne = (store: Store, request: object): Promise<object> =>
  runAction(getItem, readingStore(store), request);

export const batchGet = (store: Store, request: object): Promise<object> =>
  store.atOneMoment((snapshot) => runAction(batchGetItem, readingStore(store, { snapshot }), request));

export const queryItems = (store: Store, request: QueryRequest): Promise<object> =>
  runAction(query, readingStore(store, { start: request.ExclusiveStartKey }), request);

export const scanItems = (store: Store, request: QueryRequest): Promise<object> =>
  runAction(scan, readingStore(store, { start: request.ExclusiveStartKey }), request);

/** All items as they stood at one moment, in the order asked for; `{}` where there is none. */
export const transactGet = (store: Store, request: TransactGetRequest): Promise<object> => {
  const gets = request.TransactItems.map(({ Get }) => Get);
  for (const get of gets) validatePart(store, getItemRules.custom, get);
  return store.atOneMoment(async (snapshot) => {
    const reading = readingStore(store, { snapshot });
    return { Responses: await Promise.all(gets.map((get) => runAction(getItem, reading, get))) };
  });
};
