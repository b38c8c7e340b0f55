import { describe, expect, it } from 'vitest';
import { throttledRoutes } from '../../../infra/aws/throttled-routes.ts';
import { settingsFrom } from '../../../infra/settings.ts';

const routesWith = (own: object) =>
  throttledRoutes(settingsFrom({ sender: 'conduct@example.org', ...own }, 'a test'));

describe('routes with throttles of their own', () => {
  const ofBridges = 'POST /api/bridges/{bridge}/messages';

  it('have one for what bridges bring, as for everything that stores a text, where there are bridges', () => {
    const routes = routesWith({ bridges: { matrix: { channel: 'conduct', label: 'Matrix' } } });
    const found = routes.find(({ key }) => key === ofBridges);
    expect(found).toBeDefined();
    expect(found?.throttle).toEqual(routes.find(({ key }) => key === 'POST /api/reports')?.throttle);
  });

  it('have none for it without', () => {
    expect(routesWith({}).map(({ key }) => key)).not.toContain(ofBridges);
  });
});
