import type { Hono } from 'hono';
import { publicList } from '../../domain/register/public-list.ts';
import { route } from '../../web/answer/route.ts';
import { publicBanList } from '../api/contract.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { PublicBansPage } from './public-bans-page.tsx';

/** The public list of permanent bans, as a page and as JSON; where the settings ask for none, neither address exists. */
export const publicBans = (
  app: Hono,
  { settings, store, clock }: Pick<ReporterContext, 'settings' | 'store' | 'clock'>,
): void => {
  if (!settings.decisions.publicBans) return;
  route(app, routes.publicBans, {
    GET: async (c) =>
      c.html(<PublicBansPage page={pageOf(c, settings)} bans={await publicList(store, clock())} />),
  });
  route(app, routes.api.publicBans, {
    GET: async (c) => c.json(publicBanList.parse({ bans: await publicList(store, clock()) })),
  });
};
