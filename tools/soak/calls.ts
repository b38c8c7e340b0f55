import type { Ledger } from './ledger.ts';
import { persist, type Call, type Tally } from './client.ts';
import type { SoakedService } from './service.ts';

export type Soak = {
  readonly service: SoakedService;
  readonly ledger: Ledger;
  readonly tally: Tally;
  readonly isOver: () => boolean;
  /** What nobody expected: an answer of a kind that should not be. */
  readonly complaints: string[];
};

export const reporterCall = (soak: Soak, path: string, more: Omit<Call, 'url'>) =>
  persist({ url: () => `${soak.service.where.reporterUrl}${path}`, ...more }, soak.tally, soak.isOver);

export const teamCall = (
  soak: Pick<Soak, 'service' | 'tally' | 'isOver'>,
  path: string,
  json?: unknown,
  key?: string,
) =>
  persist(
    {
      url: () => `${soak.service.where.teamUrl}${path}`,
      method: json === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${soak.service.where.teamAccessToken}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      json,
    },
    soak.tally,
    soak.isOver,
  );
